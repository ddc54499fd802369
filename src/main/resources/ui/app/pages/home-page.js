import { Watch } from '../element.js';
import { recall } from '../memory.js';
import { Page } from '../page.js';
import { go } from '../router.js';
import { store } from '../store.js';
import { loadingBox, problemBox } from '../parts/notices.js';

/** The channel I was on last, else the shoutbox where something was said last; without one, the star. */
class HomePage extends Page {
  constructor() {
    super();
    new Watch(this, 'channels');
  }

  render() {
    return store.problem ? problemBox(store.problem, () => store.refreshChannels()) : loadingBox();
  }

  updated() {
    if (store.channelsLoaded !== 'yes') return;
    const readable = [...store.channels.values()].filter(channel => channel.may.read);
    const boxes = readable.filter(({ kind }) => kind === 'shoutbox').sort((a, b) => latest(b) - latest(a));
    const first = readable.find(({ id }) => id === recall('channel')) ?? boxes[0] ?? readable[0];
    go(first ? `/channels/${first.id}` : '/star', { replace: true });
  }
}

const latest = ({ lastMessageAt }) => (lastMessageAt ? Date.parse(lastMessageAt) : 0);

customElements.define('home-page', HomePage);
