import { html, nothing, svg } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { HubElement } from '../element.js';
import { number } from '../format.js';
import { store } from '../store.js';
import { kindIcon } from './icon.js';
import { place } from './star-layout.js';

const SVG = 'http://www.w3.org/2000/svg';
const HUB = 46;
/** What stands above the picture and below it, pixels. */
const ABOVE = 190;
const PULSES_AT_MOST = 40;
const SIGNS = { paused: 'pause-fill', failed: 'exclamation-triangle-fill', down: 'slash-circle', off: 'slash-circle' };

/** The star as a picture: state by colour and shape, and a spark for each message that comes in or goes out. */
class StarPicture extends HubElement {
  static properties = {
    channels: { attribute: false },
    chosen: { attribute: false },
    view: { attribute: false },
    width: { state: true },
  };

  #resized = new ResizeObserver(([entry]) => (this.width = Math.max(300, Math.floor(entry.contentRect.width))));
  #pulses = 0;

  constructor() {
    super();
    this.channels = [];
    this.width = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#resized.observe(this);
    store.addEventListener('said', this.#said);
    store.addEventListener('moved', this.#moved);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#resized.disconnect();
    store.removeEventListener('said', this.#said);
    store.removeEventListener('moved', this.#moved);
  }

  render() {
    if (!this.width) return '';
    this.layout = place(this.channels, this.width, window.innerHeight - ABOVE);
    const { width, height, x, y, points } = this.layout;
    return html`<svg
      class="star"
      width=${width}
      height=${height}
      viewBox="0 0 ${width} ${height}"
      role="group"
      aria-label="The star: the hub and its channels"
    >
      <g aria-hidden="true">
        ${points.map(point => svg`<line class="ray ${point.channel.state}" x1=${x} y1=${y} x2=${point.x} y2=${point.y}></line>`)}
      </g>
      <g class="pulses" aria-hidden="true"></g>
      <g class="hub" aria-hidden="true">
        <circle cx=${x} cy=${y} r=${HUB}></circle>
        <text x=${x} y=${y + 5}>Hubbub</text>
      </g>
      ${repeat(
        points,
        ({ channel }) => channel.id,
        point => this.#point(point),
      )}
    </svg>`;
  }

  #point({ channel, x, y }) {
    const { size } = this.layout;
    const sign = SIGNS[channel.state];
    return svg`<a class="point ${channel.state}" href="/star/${channel.id}" aria-label=${inWords(channel)}
        aria-current=${channel.id === this.chosen ? 'true' : nothing} transform="translate(${x} ${y})">
      <circle class="ring" r=${size + 5}></circle>
      ${shape(channel.state, size)}
      <use class="kind" href="/assets/icons.svg#${kindIcon(channel.kind)}" x=${-size / 2} y=${-size / 2} width=${size} height=${size}></use>
      ${sign ? svg`<use class="sign" href="/assets/icons.svg#${sign}" x=${size * 0.8} y=${-size - 8} width="16" height="16"></use>` : nothing}
      ${channel.counters.pending ? this.#waiting(channel.counters.pending) : nothing}
      <text class="name" y=${size + 20}>${this.width < 520 ? shortened(channel.name, 12) : shortened(channel.id, 20)}</text>
      <text class="counts" y=${size + 35}>${number(channel.counters.in)} in · ${number(channel.counters.sent)} out</text>
    </a>`;
  }

  #waiting(count) {
    const { size } = this.layout;
    return svg`<g class="waiting" transform="translate(${-size} ${-size})"><circle r="11"></circle><text y="4">${count > 99 ? '99+' : count}</text></g>`;
  }

  #said = ({ detail: message }) => this.#pulse(message.channel, 'in');

  #moved = ({ detail: { type, channel } }) => {
    if (type === 'delivery.sent') this.#pulse(channel, 'out');
    else if (type !== 'delivery.receipt') this.#pulse(channel, 'out bad');
  };

  /** A spark along the ray; for those who want no motion the point lights up instead. */
  #pulse(channel, look) {
    const point = this.layout?.points.find(other => other.channel.id === channel);
    const box = this.querySelector('.pulses');
    if (!point || !box || document.visibilityState !== 'visible' || this.#pulses >= PULSES_AT_MOST) return;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const spark = document.createElementNS(SVG, 'circle');
    spark.setAttribute('class', `spark ${look} ${still ? 'still' : ''}`);
    spark.setAttribute('r', still ? String(this.layout.size + 8) : '6');
    box.append(spark);
    this.#pulses++;
    const hub = `translate(${this.layout.x}px, ${this.layout.y}px)`;
    const far = `translate(${point.x}px, ${point.y}px)`;
    const way = still ? [far, far] : look === 'in' ? [far, hub] : [hub, far];
    spark
      .animate(
        way.map(transform => ({ transform })),
        { duration: 900, easing: 'ease-in-out' },
      )
      .finished.finally(() => {
        spark.remove();
        this.#pulses--;
      });
  }
}

/** Shapes tell states apart where colours do not. */
function shape(state, size) {
  if (state === 'paused')
    return svg`<rect class="shape" x=${-size} y=${-size} width=${2 * size} height=${2 * size} rx="8"></rect>`;
  if (state === 'failed')
    return svg`<path class="shape" d="M0 ${-size * 1.3} ${size * 1.3} 0 0 ${size * 1.3} ${-size * 1.3} 0Z"></path>`;
  return svg`<circle class="shape" r=${size}></circle>`;
}

function inWords({ id, title, state, reason, counters }) {
  const named = title && title !== id ? `${title}, ${id}` : id;
  return `${named}: ${state}${reason ? `, ${reason}` : ''}; ${counters.in} in, ${counters.sent} sent, ${counters.pending} waiting, ${counters.dead} dead`;
}

const shortened = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

customElements.define('star-picture', StarPicture);
