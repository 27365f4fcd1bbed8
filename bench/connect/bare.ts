import type { Contestant } from './contestant.ts';

type Message =
  | { readonly type: 'join' }
  | { readonly type: 'description'; readonly description: RTCSessionDescriptionInit }
  | { readonly type: 'candidate'; readonly candidate: RTCIceCandidateInit | null };

/** The least code that makes a call: RTCPeerConnection and a WebSocket that hands messages on. */
export const bare: Contestant = {
  async prepare(setup, camera) {
    const socket = new WebSocket(`${setup.server}/${setup.call}`);
    await new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = reject;
    });
    const send = (message: Message) => socket.send(JSON.stringify(message));
    const connection = new RTCPeerConnection({ iceServers: [...setup.iceServers] });
    const arrived = new Promise<MediaStream>((resolve) => {
      connection.ontrack = ({ track, streams }) => {
        if (track.kind === 'video' && streams[0] !== undefined) resolve(streams[0]);
      };
    });
    connection.onicecandidate = ({ candidate }) =>
      send({ type: 'candidate', candidate: candidate?.toJSON() ?? null });
    const addTracks = () => {
      for (const track of camera.getTracks()) connection.addTrack(track, camera);
    };
    const describe = async () => {
      await connection.setLocalDescription();
      if (connection.localDescription !== null)
        send({ type: 'description', description: connection.localDescription.toJSON() });
    };
    const receive = async (message: Message) => {
      if (message.type === 'join') {
        addTracks();
        await describe();
      } else if (message.type === 'candidate') {
        if (message.candidate !== null) await connection.addIceCandidate(message.candidate);
      } else {
        await connection.setRemoteDescription(message.description);
        if (message.description.type === 'offer') {
          addTracks();
          await describe();
        }
      }
    };
    // One after the other: a candidate must not overtake its description.
    let chain = Promise.resolve();
    socket.onmessage = ({ data }) => {
      chain = chain.then(() => receive(JSON.parse(String(data)) as Message));
    };
    return () => {
      send({ type: 'join' });
      return arrived;
    };
  },
};
