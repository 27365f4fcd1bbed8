import fc from 'fast-check';
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { functionNames, functions, type Settings } from '@fernblick/protocol';
import type { Actor } from './commands.ts';
import { allowedFor } from './settings.ts';
import { agent, customer, ofPortal } from './testing/stage.ts';

const switches = fc
  .array(fc.tuple(fc.constantFrom(...functionNames), fc.boolean()), { maxLength: 12 })
  .map((pairs): Settings['functions'] => Object.fromEntries(pairs));
const decision: fc.Arbitrary<Settings> = fc.record(
  {
    functions: switches,
    maxSessions: fc.integer({ min: 1, max: 50 }),
    dispositions: fc.constantFrom('off', 'optional', 'required'),
  },
  { requiredKeys: [] },
);
const portals = ['support', 'sales'] as const;
const names = ['anna', 'ben'] as const;
const layers = (keys: readonly string[]) =>
  fc.dictionary(fc.constantFrom(...keys), decision, { maxKeys: 2 });

it('holds what was decided for the agent, else for the portal, else for everybody, else by default', () => {
  fc.assert(
    fc.property(
      fc.record({ host: decision, portals: layers(portals), agents: layers(names) }),
      fc.constantFrom(...names),
      fc.subarray([...portals, '*']),
      fc.constantFrom(...portals, 'none', 'outside'),
      fc.boolean(),
      (decided, name, own, where, isAgent) => {
        const teams = own.filter((team) => team !== '*');
        const actor = isAgent
          ? agent(name, { portals: own })
          : customer(name, { portals: teams.slice(0, 1) });
        const place = where === 'outside' ? null : ofPortal(where === 'none' ? null : where);
        // Outside of a session, a team counts where there is no doubt which.
        const ownOne =
          actor.portals.filter((team) => team !== '*').length === 1 ? teams[0] : undefined;
        const portal = place === null ? ownOne : (place.portal ?? undefined);
        // What an agent may take on is decided for their team also where the session has none.
        const atWork = portal ?? (isAgent ? ownOne : undefined);
        // A customer may have an agent's subject, and has none of an agent's decisions.
        const mine = isAgent ? decided.agents[name] : undefined;
        const of = (team: string | undefined): Settings | undefined =>
          team === undefined ? undefined : decided.portals[team];
        const theirs = of(portal);
        const allowed = allowedFor(decided, actor, place);
        const forAll = own.includes('*') ? portals : own;
        const isOfSeveral = isAgent && place === null && (own.includes('*') || own.length > 1);
        for (const each of functionNames) {
          const everybody = decided.host.functions?.[each] ?? functions[each].byDefault;
          const inTeam = (team: string | undefined): boolean =>
            of(team)?.functions?.[each] ?? everybody;
          const counting = each === 'sessions' ? atWork : portal;
          // An agent of several teams can be called where one of them, or everybody, can.
          const mayHold = (team: string | undefined): boolean =>
            mine?.functions?.sessions ??
            of(team)?.functions?.sessions ??
            decided.host.functions?.sessions ??
            functions.sessions.byDefault;
          const isCalled = [undefined, ...forAll].some(
            (team) => (mine?.functions?.[each] ?? inTeam(team)) && mayHold(team),
          );
          assert.equal(
            allowed.functions.has(each),
            each === 'dial' && isOfSeveral
              ? isCalled
              : (mine?.functions?.[each] ?? inTeam(counting)),
            each,
          );
        }
        assert.equal(
          allowed.maxSessions,
          mine?.maxSessions ?? of(atWork)?.maxSessions ?? decided.host.maxSessions ?? 5,
        );
        assert.equal(
          allowed.dispositions,
          mine?.dispositions ?? theirs?.dispositions ?? decided.host.dispositions ?? 'optional',
        );
      },
    ),
    { numRuns: 500 },
  );
});

it('is the same for both sides of a session, but for what is decided for one agent', () => {
  fc.assert(
    fc.property(
      fc.record({ host: decision, portals: layers(portals), agents: fc.constant({}) }),
      fc.subarray([...portals, '*']),
      fc.option(fc.constantFrom(...portals)),
      fc.option(fc.constantFrom(...portals)),
      (decided, own, team, sessionPortal) => {
        const place = ofPortal(sessionPortal);
        const here = (actor: Actor): readonly string[] =>
          [...allowedFor(decided, actor, place).functions].filter((name) => name !== 'sessions');
        assert.deepEqual(
          here(customer('Mia', { portals: team === null ? [] : [team] })),
          here(agent('anna', { portals: own })),
        );
      },
    ),
    { numRuns: 500 },
  );
});

it('where a session is over, what begins another one is what it is outside, whatever its team has decided', () => {
  const beginning = ['sessions', 'requests', 'dial', 'queue', 'numbers'] as const;
  fc.assert(
    fc.property(
      fc.record({ host: decision, portals: layers(portals), agents: layers(names) }),
      fc.subarray([...portals, '*']),
      fc.option(fc.constantFrom(...portals)),
      fc.option(fc.constantFrom(...portals)),
      fc.constantFrom('done', 'cancelled'),
      (decided, own, team, sessionPortal, phase) => {
        const open = ofPortal(sessionPortal);
        for (const actor of [
          customer('Mia', { portals: team === null ? [] : [team] }),
          agent('anna', { portals: own }),
        ]) {
          const before = allowedFor(decided, actor, open).functions;
          const after = allowedFor(decided, actor, { ...open, phase }).functions;
          const outside = allowedFor(decided, actor, null).functions;
          for (const each of functionNames) {
            const begins = beginning.some((name) => name === each);
            assert.equal(after.has(each), (begins ? outside : before).has(each), each);
          }
        }
      },
    ),
    { numRuns: 500 },
  );
});
