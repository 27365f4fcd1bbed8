// A call with SessionClient alone: what the client says is drawn, what is pressed is handed on. Nothing is kept here.
import { createSessionClient, type LinkState, type SessionSnapshot } from '@fernblick/client';

function find(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no #${id}.`);
  return element;
}
function findVideo(id: string): HTMLVideoElement {
  const element = find(id);
  if (!(element instanceof HTMLVideoElement)) throw new Error(`#${id} is no video.`);
  return element;
}

const problem = find('problem');
const local = findVideo('local');
const remote = findVideo('remote');
const isAgent = location.pathname.startsWith('/agent');
const settings = (await (await fetch('settings')).json()) as { readonly server: string };

const client = createSessionClient({
  server: settings.server,
  ticket: 'T-1',
  getToken: async ({ signal }) => await (await fetch('token', { method: 'POST', signal })).text(),
});

const waitsFor = { 'other-side': 'Waiting for the other side …', connection: 'Connecting …' };
const comesBack = {
  media: 'The connection is weak. Reconnecting …',
  server: 'The server is away. Reconnecting …',
  'other-side': 'The other side lost the connection.',
};

/** The status in words. */
function describe({ status, session }: SessionSnapshot): string {
  switch (status.is) {
    case 'idle':
      return session === null ? 'There is no session yet.' : 'Ready to join.';
    case 'joining':
      return 'Joining …';
    case 'waiting':
      return waitsFor[status.for];
    case 'live':
      return session?.hold == null ? 'In the call' : 'On hold';
    case 'reconnecting':
      return comesBack[status.what];
    case 'ended':
      return 'The session is over.';
    case 'failed':
      return `${status.error.message} ${status.error.remedy}`;
  }
}

let shown: { readonly participant: string; readonly end: () => void } | null = null;
function show(link: LinkState | undefined): void {
  if (link?.participant === shown?.participant) return;
  shown?.end();
  // Plays picture and sound, at the speaker that was chosen.
  shown =
    link === undefined
      ? null
      : {
          participant: link.participant,
          end: client.attachSound(remote, link.participant),
        };
}

function draw(state: SessionSnapshot): void {
  const { status, session, soundBlocked, heldByOtherTab } = state;
  const inCall = ['waiting', 'live', 'reconnecting'].includes(status.is);
  const over = session === null || status.is === 'ended';
  const takenOver = status.is === 'failed' && status.error.code === 'taken-over';
  find('status').textContent = describe(state);
  find('create').hidden = !isAgent || !over || inCall;
  find('join').hidden = status.is !== 'idle' || over || heldByOtherTab;
  find('take-over').hidden = inCall || over || !(heldByOtherTab || takenOver);
  find('leave').hidden = !inCall;
  find('hold').hidden = !isAgent || !inCall;
  find('hold').ariaPressed = String(session?.hold != null);
  for (const id of ['microphone', 'camera'] as const) {
    find(id).hidden = !inCall;
    find(id).ariaPressed = String(state[id].state === 'on');
    find(id).title = state[id].error?.remedy ?? '';
  }
  find('sound').hidden = !soundBlocked;
  show(state.links[0]);
}

/** What goes wrong is told with its remedy. */
function tell(error: unknown): void {
  const { message, remedy = '' } = error as { readonly message: string; readonly remedy?: string };
  problem.textContent = `${message} ${remedy}`;
  problem.hidden = false;
}

function press(id: string, action: () => Promise<unknown>): void {
  find(id).addEventListener('click', () => {
    problem.hidden = true;
    action().catch(tell);
  });
}

press('create', () => client.create());
press('join', () => client.join());
press('take-over', () => client.join({ takeOver: true }));
press('leave', () => client.leave());
press('microphone', () => client.setMicrophone(client.state.microphone.state !== 'on'));
press('camera', () => client.setCamera(client.state.camera.state !== 'on'));
press('hold', () => (client.state.session?.hold == null ? client.hold() : client.resume()));
press('sound', () => client.unblockSound());

client.subscribe(draw);
client.on('problem', ({ error }) => tell(error));
local.srcObject = client.state.localStream;
local.autoplay = true;
draw(client.state);
client.open().catch(tell);
