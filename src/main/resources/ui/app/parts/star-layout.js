/** @typedef {{ channel: import('../types.js').Channel, x: number, y: number }} Point */

const CROWDED = 12;

/**
 * Places channels around the hub; where there are many, alternately on an outer and an inner ring.
 *
 * @param {import('../types.js').Channel[]} channels
 * @param {number} width pixels
 * @param {number} room how high it may be to be seen as a whole, if that is enough; pixels
 * @returns {{ width: number, height: number, x: number, y: number, size: number, points: Point[] }} `size` is a point's radius
 */
export function place(channels, width, room) {
  const narrow = width < 520;
  const crowded = channels.length > (narrow ? 8 : CROWDED);
  const height = Math.max(crowded ? 560 : 440, Math.min(640, room, Math.round(width * 0.72)));
  const size = narrow || crowded ? 20 : 27;
  const x = width / 2;
  const above = size * 1.3 + 10;
  const below = size + 44;
  const y = (above + height - below) / 2;
  const rx = x - (narrow ? 50 : 84);
  const ry = y - above;
  const sorted = [...channels].sort((a, b) => (a.id < b.id ? -1 : 1));
  const points = sorted.map((channel, i) => {
    const angle = (2 * Math.PI * i) / sorted.length - Math.PI / 2;
    const reach = crowded && i % 2 ? 0.62 : 1;
    return { channel, x: round(x + rx * reach * Math.cos(angle)), y: round(y + ry * reach * Math.sin(angle)) };
  });
  return { width, height, x, y, size, points };
}

function round(value) {
  return Math.round(value * 10) / 10;
}
