import fc from 'fast-check';
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { functionNames, functions, type Settings } from '@fernblick/protocol';
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
      fc.option(fc.constantFrom(...portals)),
      fc.boolean(),
      (decided, name, own, sessionPortal, isAgent) => {
        const actor = isAgent ? agent(name, { portals: own }) : customer(name);
        // Outside of a session, a team counts where there is no doubt which.
        const teams = isAgent ? own.filter((team) => team !== '*') : [];
        const portal = sessionPortal ?? (teams.length === 1 ? teams[0] : undefined);
        // A customer may have an agent's subject, and has none of an agent's decisions.
        const mine = isAgent ? decided.agents[name] : undefined;
        const theirs = portal === undefined ? undefined : decided.portals[portal];
        const allowed = allowedFor(decided, actor, ofPortal(sessionPortal));
        for (const each of functionNames)
          assert.equal(
            allowed.functions.has(each),
            mine?.functions?.[each] ??
              theirs?.functions?.[each] ??
              decided.host.functions?.[each] ??
              functions[each].byDefault,
            each,
          );
        assert.equal(
          allowed.maxSessions,
          mine?.maxSessions ?? theirs?.maxSessions ?? decided.host.maxSessions ?? 5,
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
