import { startDesk, type Desk } from '../../../scripts/rig/desk-process.ts';
import { startNetwork, type Network } from '../../../scripts/rig/network/network.ts';
import { makeCall, type DeskCall } from './desk-call.ts';

const PORT = 8080;

/** A help desk, an agent and a customer, each on a computer of their own, in a call. */
export interface NetworkedCall extends DeskCall {
  readonly network: Network<'server' | 'agent' | 'customer'>;
  readonly desk: Desk;
}

/** Brings up the simulated network, the desk and the call in it. */
export async function makeNetworkedCall(): Promise<NetworkedCall> {
  await using made = new AsyncDisposableStack();
  const network = made.use(await startNetwork('server', 'agent', 'customer'));
  const address = network.address('server');
  const url = `http://${address}:${PORT}`;
  const desk = made.use(
    await startDesk({
      host: address,
      port: PORT,
      namespace: network.namespace('server'),
      env: { PUBLIC_URL: url },
    }),
  );
  // The simulated network has no certificates; a page there counts as secure all the same.
  const args = [`--unsafely-treat-insecure-origin-as-secure=${url}`];
  const call = made.use(
    await makeCall(url, {
      agent: { namespace: network.namespace('agent'), args },
      customer: { namespace: network.namespace('customer'), args },
    }),
  );
  const owned = made.move();
  return {
    network,
    desk,
    agent: call.agent,
    customer: call.customer,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
