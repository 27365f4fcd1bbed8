import {
  functionNames,
  functions,
  canDecide,
  requests,
  requestsOf,
  settingsReaches,
  type FunctionName,
  type FunctionRow,
  type RequestName,
  type Role,
} from '@fernblick/protocol';
import { hostRequests } from '@fernblick/session';

const reaches = { host: 'everybody', portal: 'portals', agent: 'agents' } as const;
const parties = ['customer', 'agent', 'host'] as const;
type Party = (typeof parties)[number];

/** Whether the rules let somebody ask for this at all; the host does by its API. */
function mayAsk(party: Party, request: RequestName): boolean {
  if (party === 'host') return hostRequests.includes(request);
  return (requests[request].roles as readonly Role[]).includes(party);
}

function whatIsOff(name: FunctionName, party: Party): string {
  const { also }: FunctionRow = functions[name];
  const refused = requestsOf(name).filter((request) => mayAsk(party, request));
  return [...refused.map((request) => `\`${request}\``), also?.[party] ?? []].flat().join('; ');
}

/** For whom the rules let administrators decide it. */
function whomTheyDecideFor(name: FunctionName): string {
  return settingsReaches
    .filter((reach) => canDecide(reach, name))
    .map((reach) => reaches[reach])
    .join(', ');
}

/** `docs/functions.md`: every function that administrators can switch, with what each person loses while it is off. */
export function functionsPage(): string {
  const rows = functionNames.map((name) => {
    const { doc, byDefault } = functions[name];
    const cells = parties.map((party) => whatIsOff(name, party));
    return `| \`${name}\` | ${doc} | ${byDefault ? 'on' : 'off'} | ${whomTheyDecideFor(name)} | ${cells.join(' | ')} |`;
  });
  return `# Functions

<!-- Written by \`npm run docs\` from packages/protocol/src/functions.ts. -->

What an administrator can switch with \`PATCH /api/v1/settings/host\`, \`/portals/{portal}\` and \`/agents/{subject}\`
([hosts.md](hosts.md#who-may-do-what)). What is off is refused with \`switched-off\` and not shown by the elements. The column
of administrators says for whom they decide it: for one agent, for a portal, or for everybody, because customers belong to no agent.
In a session its portal counts, for both sides; outside, the one that is the agent's only one or that the customer's token names.
Administrators lose nothing by what is off: they decide by the host's API, where settings, history and reports stay open, whatever
is switched. In a call they are agents like all.

The last three columns say what each loses while it is off: a request is refused with \`switched-off\`, the host's by its API,
and where nothing stands, nothing is lost. Every other request goes on.

| function | what it is | by default | administrators decide it for | off: customers | off: agents | off: the host |
|--|--|--|--|--|--|--|
${rows.join('\n')}
`;
}
