/** The little of simple-peer's browser build that is used, its insides included where the stock file needs help. */
declare module 'simple-peer/simplepeer.min.js' {
  interface PeerOptions {
    readonly initiator: boolean;
    readonly trickle: boolean;
    readonly objectMode: boolean;
    readonly channelName: string;
    readonly channelConfig: RTCDataChannelInit;
    readonly config: RTCConfiguration;
  }
  type PeerSignal =
    | { readonly type: 'offer' | 'answer'; readonly sdp: string }
    | { readonly type: 'candidate'; readonly candidate: RTCIceCandidateInit };

  export default class Peer {
    constructor(options: PeerOptions);
    readonly destroyed: boolean;
    readonly destroying: boolean;
    readonly connected: boolean;
    signal(signal: PeerSignal): void;
    send(text: string): void;
    addTransceiver(kind: 'audio' | 'video', init: RTCRtpTransceiverInit): void;
    negotiate(): void;
    destroy(error?: Error): void;
    on(event: 'signal', listener: (signal: PeerSignal | { readonly type: string }) => void): this;
    on(event: 'connect' | 'close', listener: () => void): this;
    on(event: 'data', listener: (data: unknown) => void): this;
    on(event: 'error', listener: (error: Error) => void): this;
    on(event: 'iceStateChange', listener: (state: RTCIceConnectionState) => void): this;
    on(event: 'signalingStateChange', listener: (state: RTCSignalingState) => void): this;
    emit(event: string, ...values: readonly unknown[]): boolean;

    protected _pc: RTCPeerConnection | null;
    protected _isNegotiating: boolean;
    protected _createOffer(): void;
    protected _createAnswer(): void;
    protected _addIceCandidate(candidate: RTCIceCandidateInit): void;
    protected _onIceStateChange(): void;
    protected _onConnectionStateChange(): void;
    protected _startIceCompleteTimeout(): void;
  }
}
