/**
 * The shapes of the public API (`/openapi.yaml`), as far as the page uses them.
 *
 * @typedef {{ id: string, kind: string, name: string, title: string, state: 'up' | 'off' | 'down' | 'paused' | 'failed',
 *   reason?: string, direction?: { in?: boolean, out?: boolean },
 *   counters: { in: number, out: number, sent: number, dead: number, pending: number }, files: string[],
 *   lastError?: { at: string, reason: string }, lastMessageAt?: string,
 *   may: { read: boolean, write: boolean }, lastRead?: string, unread?: number }} Channel
 *
 * @typedef {{ id: string, channel: string, sender: string, senderName?: string, senderShown: string,
 *   subject?: string, text: string, links: Link[], attachments: Attachment[], tags: string[], sentAt?: string,
 *   receivedAt: string, externalId?: string, inReplyTo?: string, priority: 'low' | 'normal' | 'high' | 'urgent',
 *   verified: boolean, assignees: string[], editedAt?: string, deletedAt?: string, via?: string }} Message
 *
 * @typedef {{ start: number, end: number, href: string }} Link
 * @typedef {{ id: string, name: string, mediaType: string, size: number, href: string }} Attachment
 *
 * @typedef {'pending' | 'sent' | 'dead' | 'uncertain' | 'delivered' | 'read' | 'bounced'} DeliveryState
 * @typedef {{ id: string, message: string, channel: string, recipient?: string, state: DeliveryState,
 *   attempts: number, dueAt?: string, externalId?: string, reason?: string, updatedAt: string }} Delivery
 *
 * @typedef {{ type: string, at: string, delivery?: string, channel?: string, detail: Record<string, any> }} TraceEvent
 * @typedef {{ message: Message, events: TraceEvent[], deliveries: Delivery[] }} Trace
 *
 * @typedef {{ id?: string, name: string, source: 'file' | 'database', file?: string, line?: number, enabled: boolean,
 *   order?: number, when: Record<string, any>, then: Record<string, any>[], version?: number, updatedAt?: string,
 *   updatedBy?: string }} Rule
 *
 * @typedef {{ file: string, state: string, runs?: boolean, routes: string[], channels: string[], line?: number,
 *   reason?: string, since: string }} RouteFile
 *
 * @typedef {{ kind: string, name: string, address?: string, roles: string[], sessionEnds?: string }} Me
 *
 * @typedef {{ address: string, name: string, speakers: string[], hint: string }} SandboxBox
 * @typedef {{ id: string, title: string, channel: string, endpoints: { protocol: string, address: string }[],
 *   boxes: SandboxBox[] }} SandboxPeer
 *
 * @typedef {{ at: string, messageId?: string, deliveryId?: string, channel?: string, message?: Message,
 *   detail?: Record<string, any> }} StreamData  what a stream's CloudEvent carries as `data`
 */
export {};
