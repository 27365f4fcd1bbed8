import {
  functionNames,
  functions,
  narrowestReach,
  requests,
  requestsOf,
  type FunctionName,
  type FunctionRow,
  type RequestName,
  type Role,
} from '@fernblick/protocol';
import { hostMay } from '@fernblick/session';

const reaches = { host: 'everybody', portal: 'portals', agent: 'agents' };
const parties = ['customer', 'agent', 'host'] as const;
type Party = (typeof parties)[number];

/** Whether the rules let somebody ask for this at all; the host does by its API. */
function mayAsk(party: Party, request: RequestName): boolean {
  if (party === 'host') return (hostMay as readonly RequestName[]).includes(request);
  return (requests[request].roles as readonly Role[]).includes(party);
}

function whatIsOff(name: FunctionName, party: Party): string {
  const { also }: FunctionRow = functions[name];
  const refused = requestsOf(name).filter((request) => mayAsk(party, request));
  return [...refused.map((request) => `\`${request}\``), also?.[party] ?? []].flat().join('; ');
}

/** `docs/functions.md`: every function that administrators can switch, with what each person loses while it is off. */
export function functionsPage(): string {
  const rows = functionNames.map((name) => {
    const { doc, byDefault } = functions[name];
    const cells = parties.map((party) => whatIsOff(name, party));
    return `| \`${name}\` | ${doc} | ${reaches[narrowestReach(name)]} | ${byDefault ? 'on' : 'off'} | ${cells.join(' | ')} |`;
  });
  return `# Functions

<!-- Written by \`npm run docs\` from packages/protocol/src/functions.ts. -->

What an administrator can switch with \`PATCH /api/v1/settings/host\`, \`/portals/{portal}\` and \`/agents/{subject}\`
([hosts.md](hosts.md#who-may-do-what)). What is off is refused with \`switched-off\` and not shown by the elements. _Down to_ says for
whom it can be decided: _agents_ for one agent as well, _portals_ for a portal or everybody, _everybody_ for all or nobody,
because customers belong to no agent, and before their session begins to no portal.

The last three columns say what each loses while it is off: a request is refused with \`switched-off\`, the host's by its API,
and where nothing stands, nothing is lost. Every other request goes on.

| function | what it is | down to | by default | off: customers | off: agents | off: the host |
|--|--|--|--|--|--|--|
${rows.join('\n')}
`;
}
