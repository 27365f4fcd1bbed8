import { expect } from '@open-wc/testing';
import { discover } from './fernblick.ts';

describe('fernblick.js', () => {
  it('loads what the page uses, when it comes to use it, and nothing else', async () => {
    expect(customElements.get('session-status-bar')).to.equal(undefined);
    const bar = document.createElement('session-status-bar');
    document.body.append(bar);
    await customElements.whenDefined('session-status-bar');
    await bar.updateComplete;
    expect(bar.shadowRoot?.querySelectorAll('li')).to.have.length(4);
    expect(customElements.get('video-session')).to.equal(undefined);
    bar.remove();
  });

  it('looks into a shadow root when asked to', async () => {
    const host = document.createElement('div');
    const root = host.attachShadow({ mode: 'open' });
    root.append(document.createElement('video-session'));
    document.body.append(host);
    discover(root);
    await customElements.whenDefined('video-session');
    host.remove();
  });
});
