import { Watch } from '../element.js';
import { Page } from '../page.js';
import { go } from '../router.js';
import { store } from '../store.js';
import { loadingBox, problemBox } from '../parts/notices.js';

/** The first shoutbox that I may read; without one, the star. */
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
    const first = readable.find(({ kind }) => kind === 'shoutbox') ?? readable[0];
    go(first ? `/channels/${first.id}` : '/star', { replace: true });
  }
}

customElements.define('home-page', HomePage);
