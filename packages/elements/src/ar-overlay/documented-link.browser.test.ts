import { expect, fixture, html } from '@open-wc/testing';
import type { InkDrafter, InkLink } from '@fernblick/protocol';
import { movingScene, stroke } from '../testing/drawing-scene.ts';
import { until } from '../testing/until.ts';
import type { ArOverlay } from './ar-overlay.ts';
import './ar-overlay.ts';

type ChannelLink = new (channel: BroadcastChannel, me: InkDrafter, other: InkDrafter) => InkLink;

/** What docs/embed.md shows: the class, and who draws. */
async function documented(): Promise<{
  readonly ChannelLink: ChannelLink;
  readonly anna: InkDrafter;
  readonly maria: InkDrafter;
}> {
  const page = await (await fetch('/docs/embed.md')).text();
  const code = /```js\n(class ChannelLink.*?)\nconst channel/su.exec(page)?.[1];
  if (code === undefined) throw new Error('The page shows no link.');
  const module = `${code}\nexport { ChannelLink, anna, maria };`;
  const url = URL.createObjectURL(new Blob([module], { type: 'text/javascript' }));
  // What it exports stands one line above.
  return (await import(url)) as Awaited<ReturnType<typeof documented>>;
}

describe('ar-overlay and the link that the docs show', () => {
  it('draws together, and tells whoever comes later what is there', async () => {
    const { ChannelLink, anna, maria } = await documented();
    const scene = movingScene();
    const links = [
      new ChannelLink(new BroadcastChannel('drawing'), anna, maria),
      new ChannelLink(new BroadcastChannel('drawing'), maria, anna),
    ] as const;
    const page = await fixture<HTMLElement>(
      html`<div>
        <video id="one" muted autoplay .srcObject=${scene.stream}></video>
        <video id="two" muted autoplay .srcObject=${scene.stream}></video>
        <ar-overlay for="one" lang="en" .link=${links[0]}></ar-overlay>
        <ar-overlay for="two" lang="en"></ar-overlay>
      </div>`,
    );
    const [one, two] = [...page.querySelectorAll<ArOverlay>('ar-overlay')];
    if (one === undefined || two === undefined) throw new Error('There are no overlays.');
    await until(() => one.tracking === 'on');
    one.tool = 'arrow';
    await one.updateComplete;
    await stroke(one, [
      [0.3, 0.3],
      [0.5, 0.5],
    ]);
    await until(() => one.marks.length === 1);
    two.link = links[1];
    await until(() => two.marks[0]?.state === 'tracked');
    two.tool = 'rectangle';
    await two.updateComplete;
    await stroke(two, [
      [0.6, 0.3],
      [0.75, 0.5],
    ]);
    await until(() => one.marks.length === 2);
    expect(one.marks.map(({ kind }) => kind)).to.deep.equal(['arrow', 'rectangle']);
    scene.close();
  });
});
