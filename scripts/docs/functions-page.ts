import {
  functionNames,
  functions,
  narrowestReach,
  requests,
  requestsOf,
  type Role,
} from '@fernblick/protocol';

const reaches = { host: 'everybody', portal: 'portals', agent: 'agents' };
const roles: readonly Role[] = ['customer', 'agent'];

/** `docs/functions.md`: every function that administrators can switch, with whom it concerns and what is refused. */
export function functionsPage(): string {
  const rows = functionNames.map((name) => {
    const { doc, byDefault } = functions[name];
    const refused = requestsOf(name);
    const concerns = roles.filter((role) =>
      refused.some((request) => (requests[request].roles as readonly Role[]).includes(role)),
    );
    const names = refused.map((request) => `\`${request}\``).join(', ');
    return `| \`${name}\` | ${doc} | ${concerns.join(', ')} | ${reaches[narrowestReach(name)]} | ${byDefault ? 'on' : 'off'} | ${names} |`;
  });
  return `# Functions

<!-- Written by \`npm run docs\` from packages/protocol/src/functions.ts. -->

What an administrator can switch with \`PATCH /api/v1/settings/host\`, \`/portals/{portal}\` and \`/agents/{subject}\`
([hosts.md](hosts.md#who-may-do-what)). What is off is refused with \`switched-off\` and not shown by the elements. _Down to_ says for
whom it can be decided: _agents_ for one agent as well, _portals_ for a portal or everybody, _everybody_ for all or nobody,
because customers belong to no agent, and before their session begins to no portal.

| function | what it is | for | down to | by default | what is refused while it is off |
|--|--|--|--|--|--|
${rows.join('\n')}
`;
}
