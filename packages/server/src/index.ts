export {
  configVariables,
  readConfig,
  type Config,
  type ConfigVariable,
  type Environment,
  type LogLevel,
} from './config.ts';
export type { Limits } from './limits.ts';
export { createServer, type FernblickServer, type ServerOptions } from './create-server.ts';
export { HostSession } from './http/host-session.ts';
export { WebhookEvent, WebhookMessage } from './http/webhook-book.ts';
export { turnCredentials } from './turn.ts';
