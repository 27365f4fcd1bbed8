export * from './commands.ts';
export { decide, type Context, type Decision } from './decide.ts';
export { canBeFoundByNumber, MAX_JOINED, MAX_PARTICIPANTS } from './entry.ts';
export * from './events.ts';
export { evolve, replay } from './evolve.ts';
export { mayWatch } from './may-watch.ts';
export * from './state.ts';
export { MAX_TICKETS } from './ticket.ts';
export { view, type Connections } from './view.ts';
