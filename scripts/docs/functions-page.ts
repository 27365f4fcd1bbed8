import { functionNames, functions, requests, requestsOf, type Role } from '@fernblick/protocol';

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
    return `| \`${name}\` | ${doc} | ${concerns.join(', ')} | ${byDefault ? 'on' : 'off'} | ${names} |`;
  });
  return `# Functions

<!-- Written by \`npm run docs\` from packages/protocol/src/functions.ts. -->

What an administrator can switch with \`PUT /api/v1/settings/host\`, \`/portals/{portal}\` and \`/agents/{subject}\`
([hosts.md](hosts.md#who-may-do-what)). What is off is refused with \`switched-off\` and not shown by the elements.

| function | what it is | for | by default | what is refused while it is off |
|--|--|--|--|--|
${rows.join('\n')}
`;
}
