import type { SessionPhase } from '@fernblick/protocol';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Figures for Prometheus; each server has its own, so that two in one process do not mix. */
export class Metrics {
  readonly registry = new Registry();
  readonly requests: Counter<'name' | 'outcome'>;
  readonly refusals: Counter<'code'>;
  readonly webhooks: Counter<'outcome'>;
  readonly mails: Counter<'outcome'>;
  readonly seconds: Histogram<'name'>;

  constructor(sources: {
    readonly sockets: () => number;
    readonly sessions: () => Promise<ReadonlyMap<SessionPhase, number>>;
  }) {
    const registers = [this.registry];
    // Includes nodejs_eventloop_lag_seconds and its percentiles.
    collectDefaultMetrics({ register: this.registry });
    this.requests = new Counter({
      name: 'fernblick_requests_total',
      help: 'Requests over sockets, by name and outcome (ok or the code of the error).',
      labelNames: ['name', 'outcome'],
      registers,
    });
    this.seconds = new Histogram({
      name: 'fernblick_request_seconds',
      help: 'Time from a request to its answer, in seconds.',
      labelNames: ['name'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
      registers,
    });
    this.refusals = new Counter({
      name: 'fernblick_refusals_total',
      help: 'Refused connections, tokens and API calls, by code.',
      labelNames: ['code'],
      registers,
    });
    this.webhooks = new Counter({
      name: 'fernblick_webhook_deliveries_total',
      help: 'Attempts to deliver a message to a webhook, by outcome.',
      labelNames: ['outcome'],
      registers,
    });
    this.mails = new Counter({
      name: 'fernblick_mails_total',
      help: 'Attempts to send an e-mail, by outcome (waiting: it is tried again).',
      labelNames: ['outcome'],
      registers,
    });
    const sockets: Gauge = new Gauge({
      name: 'fernblick_sockets',
      help: 'Sockets that have shown a valid token.',
      registers,
      collect: () => sockets.set(sources.sockets()),
    });
    const sessions: Gauge<'phase'> = new Gauge({
      name: 'fernblick_sessions',
      help: 'Sessions in the journal, by phase.',
      labelNames: ['phase'],
      registers,
      collect: async () => {
        for (const [phase, count] of await sources.sessions()) sessions.set({ phase }, count);
      },
    });
  }
}
