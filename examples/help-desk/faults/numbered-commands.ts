import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Desk } from '../../../scripts/rig/desk-process.ts';
import type { JournalLine } from '../../../scripts/rig/journal-file.ts';

interface Sender {
  readonly failed: string[];
  readonly done: Promise<void>;
}

declare global {
  interface Window {
    numberedCommands?: Sender;
  }
}

/**
 * The desk's own agents may only touch the ticket they look at; this one may link any. The token still comes from
 * the host API, and there is none while the server is away. Call before the page is loaded.
 */
export async function reachAllTickets(page: Page, desk: Desk): Promise<void> {
  const secrets = readFileSync(join(desk.dataDir, 'secrets.json'), 'utf8');
  const { apiKey } = JSON.parse(secrets) as { readonly apiKey: string };
  await page.route('**/desk/token*', async (route) => {
    try {
      const answer = await fetch(`${desk.url}/api/v1/tokens`, {
        method: 'POST',
        headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          subject: 'agent-anna',
          name: 'Anna',
          role: 'agent',
          scope: { portals: ['*'] },
        }),
      });
      await route.fulfill({ contentType: 'application/json', body: await answer.text() });
    } catch {
      // What the page would meet as well: nobody answers.
      await route.abort();
    }
  });
}

/**
 * Sends numbered commands from an agent's page at a steady pace, whatever happens to the server meanwhile: each pair
 * links a ticket of its own to the session and takes it off again, so that every one leaves a line in the journal.
 */
export async function sendNumbered(page: Page, count: number, everyMs: number): Promise<void> {
  await page.evaluate(
    ([total, pause]) => {
      const client = document.querySelector('video-session')?.client;
      if (client === undefined || client === null) throw new Error('No client.');
      const failed: string[] = [];
      const send = async (number: number) => {
        const ticket = `N-${Math.floor(number / 2)}`;
        try {
          await (number % 2 === 0 ? client.linkTicket(ticket) : client.unlinkTicket(ticket));
        } catch (error) {
          failed.push(`${number} ${(error as { code?: string }).code ?? String(error)}`);
        }
      };
      const run = async () => {
        const answers: Promise<void>[] = [];
        for (let number = 0; number < total; number++) {
          answers.push(send(number));
          await new Promise((resolve) => setTimeout(resolve, pause));
        }
        await Promise.all(answers);
      };
      window.numberedCommands = { failed, done: run() };
    },
    [count, everyMs] as const,
  );
}

/** Waits until every numbered command was answered; returns those that were refused, with their codes. */
export function numberedAnswers(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    await window.numberedCommands?.done;
    return window.numberedCommands?.failed ?? ['none was sent'];
  });
}

/** How many of the numbered commands the journal does not have, and how many it has more than once. */
export function countNumbered(
  journal: readonly JournalLine[],
  count: number,
): { readonly lost: number; readonly doubled: number } {
  const times = new Map<string, number>();
  for (const { event } of journal) {
    if (event.type !== 'ticket-linked' && event.type !== 'ticket-unlinked') continue;
    const key = `${event.type} ${String(event['ticket'])}`;
    times.set(key, (times.get(key) ?? 0) + 1);
  }
  let lost = 0;
  let doubled = 0;
  for (let number = 0; number < count; number++) {
    const type = number % 2 === 0 ? 'ticket-linked' : 'ticket-unlinked';
    const seen = times.get(`${type} N-${Math.floor(number / 2)}`) ?? 0;
    if (seen === 0) lost++;
    if (seen > 1) doubled++;
  }
  return { lost, doubled };
}
