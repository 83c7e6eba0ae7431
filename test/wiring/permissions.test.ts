import { expect, it } from 'vitest';
import {
  ACTION_RIGHTS,
  ADMIN_RIGHTS,
  AUTOMATION_RIGHTS,
  DESK_RIGHTS,
  ISSUE_RIGHTS,
  type Right,
  WIDGET_RIGHTS,
} from '../../src/security/permissions';

const FACES = [
  ['Panel and context of an issue', ISSUE_RIGHTS],
  ['Desk', DESK_RIGHTS],
  ['Admin page', ADMIN_RIGHTS],
  ['Form of an action, in Jira Automation', AUTOMATION_RIGHTS],
  ['Widget on a dashboard', WIDGET_RIGHTS],
  ['Actions of Jira Automation, as the person whose connection the rule has', ACTION_RIGHTS],
] as const;

/** Who has which right, in words. */
const WHO: Readonly<Record<Right, string>> = {
  admin: 'Jira administrator',
  desk: 'may browse the project, or firm lead',
  lead: 'firm lead',
  'hand-in': 'may create issues in the project (or firm lead) and is in the group that may send',
  target: 'as for acting on the submission, or as for handing in for a Mandant',
  see: 'sees the issue, and the app sees it, too',
  read: 'sees the issue and has the reading right of the Mandant',
  act: 'may edit the issue and is in the group that may send',
  approve: 'may edit the issue, is in the group that may send, and has the reading right of the Mandant',
  'lead-on': 'sees the issue and is a firm lead with the reading right of the Mandant',
  'admin-on': 'Jira administrator',
  'read-mandant': 'reading right of the Mandant',
  'lead-of-mandant': 'firm lead with the reading right of the Mandant',
  'own-upload': 'whoever began the upload',
};

const INTRODUCTION = `# Who may do what

Made from \`src/security/permissions.ts\` by \`test/wiring/permissions.test.ts\` (run it with \`-u\` to write this page anew). A function
without a row does not compile. Every call asks this table once its payload is read and before its flow begins – whoever asks too much or was refused just now is refused without it –,
but for an open page that asks whether something changed (\`….version\`): for a minute it shows a ticket instead (ADR 0039). Whoever may ask that
gets a line, on which they hear for an hour, also when they lose the right meanwhile, that something changed there, and never what (ADR 0059).

\`test/flows/permissions.test.ts\` holds it against the deploy bundle: 15 kinds of people (nobody, another installation, outsiders,
viewers, editors with and without each group, leads, an administrator) × every function × 10 states of the issue, one of
them in another project, in a firm that named groups and in one that did not: 12,000 cells or more. \`npm test\` takes every
eleventh, \`npm run simulate\` all. It also calls every function through the resolvers of the other faces, which know none of them,
and plants faults into the bundle that the cells must find.

Jira administrators pass every group. What Jira hides from a person does not exist for them, leads and administrators included; what
it hides from the app exists for Jira administrators alone, and only in the desk or where Jira shows them the issue.

Actions of Jira Automation ask the same table, of the person whom Jira says the rule acts as; those that change something also want that
the administration admits rules (*Automation rules may trigger sending, too*), when they are ordered and when a file goes (ADR 0066).

The workflow validator asks nobody's rights: Jira calls it while somebody who may move the issue moves it, and it tells them whether a checked
file is there and nothing of what is in it (ADR 0068).

The reading right is asked of a pipeline's Mandant. Its source is a query or Look of Looker, of which the app knows no Mandant: previews and values show what
the connection's user may see at Looker.
`;

it('the page of permissions says what the table says', async () => {
  const parts = FACES.map(([title, rights]) => {
    const rows = Object.entries(rights).map(([name, right]) => `| \`${name}\` | ${right} | ${WHO[right]} |`);
    return [`## ${title}`, '', '| function | right | who |', '|---|---|---|', ...rows].join('\n');
  });
  await expect([INTRODUCTION, ...parts].join('\n').concat('\n')).toMatchFileSnapshot(
    '../../docs/permissions.md',
  );
});
