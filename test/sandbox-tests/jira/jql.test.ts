import { describe, expect, it } from 'vitest';
import { ACCOUNTS } from '../../../packages/sandbox/jira/site';
import { ACCOUNTANT, ADMIN, APP, type Bench, bench, doc } from './bench';

const LONG = 60_000;

/** Five issues with something different each, known to the index. */
function stocked(): Bench {
  const on = bench();
  on.made(
    { summary: 'Sachkontenlänge falsch', customfield_10041: { id: '10020' }, labels: ['eilig'] },
    { properties: [{ key: 'datev', value: { externalId: 'S-1', secret: 'x' } }] },
  );
  on.advance(LONG);
  on.made(
    {
      summary: 'Wirtschaftsjahr falsch',
      customfield_10040: 'Vorgang 4711 offen',
      assignee: { accountId: ACCOUNTS.accountant },
    },
    { properties: [{ key: 'datev', value: { externalId: 'S-"2"' } }] },
  );
  on.advance(LONG);
  on.made({ issuetype: { name: 'Bug' }, summary: 'Absturz', priority: { id: '1' } });
  on.advance(LONG);
  on.made({
    project: { key: 'TEAM' },
    issuetype: { id: '10003' },
    summary: 'Im Team',
    customfield_10060: '455148-1',
  });
  on.advance(LONG);
  on.made({ project: { key: 'GEHEIM' }, summary: 'Geheimes' }, { as: ADMIN });
  on.move('BUCH-2', '21');
  const [id] = [Number(on.get('/issue/BUCH-2').json.at('id').value)];
  on.send('PUT', '/app/field/customfield_10101/value', {
    as: APP,
    body: { updates: [{ issueIds: [id], value: 'job 0815' }] },
  });
  on.advance(LONG);
  return on;
}

describe('JQL', () => {
  it.each<readonly [string, readonly string[]]>([
    ['project = BUCH', ['BUCH-3', 'BUCH-2', 'BUCH-1']],
    ['project = "10000"', ['BUCH-3', 'BUCH-2', 'BUCH-1']],
    ['project in (Buchhaltung, TEAM) ORDER BY key ASC', ['BUCH-1', 'BUCH-2', 'BUCH-3', 'TEAM-1']],
    ['project = BUCH AND NOT status = Done', ['BUCH-3', 'BUCH-1']],
    ['project = BUCH AND (status = 10002 OR issuetype = Bug) ORDER BY id', ['BUCH-2', 'BUCH-3']],
    ['project = BUCH AND status != Done ORDER BY created DESC', ['BUCH-3', 'BUCH-1']],
    ['project = BUCH AND status NOT IN ("Open", 10001)', ['BUCH-2']],
    ['project = BUCH AND statusCategory = "To Do" AND type = task', ['BUCH-1']],
    ['key = BUCH-1', ['BUCH-1']],
    ['issuekey in (BUCH-1, BUCH-3)', ['BUCH-3', 'BUCH-1']],
    ['id = 10201', ['BUCH-2']],
    ['project = BUCH AND assignee IS EMPTY', ['BUCH-3', 'BUCH-1']],
    [`project = BUCH AND assignee = "${ACCOUNTS.accountant}"`, ['BUCH-2']],
    [`project = BUCH AND assignee != "${ACCOUNTS.accountant}"`, []],
    [`creator = "${ACCOUNTS.app}" AND project = TEAM`, ['TEAM-1']],
    ['creator = currentUser() AND project = TEAM', ['TEAM-1']],
    ['project = BUCH AND summary ~ falsch', ['BUCH-2', 'BUCH-1']],
    ['project = BUCH AND summary ~ "wirtschafts*"', ['BUCH-2']],
    ['project = BUCH AND summary !~ falsch', ['BUCH-3']],
    ['project = BUCH AND summary ~ "\\"falsch Sachkontenlänge\\""', []],
    ['Vorgangsnummer ~ 4711', ['BUCH-2']],
    ['cf[10040] ~ "offen vorgang"', ['BUCH-2']],
    ['Abteilung = Finanzbuchhaltung', ['BUCH-1']],
    ['cf[10041] in (10020, Lohn)', ['BUCH-1']],
    ['project = BUCH AND Abteilung IS NOT EMPTY', ['BUCH-1']],
    ['labels = eilig', ['BUCH-1']],
    ['Mandant ~ "455148"', ['TEAM-1']],
    ['"DATEV job id" = "job 0815"', ['BUCH-2']],
    ['cf[10101] ~ 0815', ['BUCH-2']],
    ['issue.property["datev"].externalId = "S-1"', ['BUCH-1']],
    ['issue.property[datev].externalId in ("S-1", "S-\\"2\\"")', ['BUCH-2', 'BUCH-1']],
    ['datevExternalId = "S-1"', ['BUCH-1']],
    ['project = BUCH AND issue.property["datev"].externalId IS NOT EMPTY', ['BUCH-2', 'BUCH-1']],
    ['project = BUCH AND priority = Highest', ['BUCH-3']],
    ['project = BUCH AND resolution IS NOT EMPTY', ['BUCH-2']],
    ['status CHANGED TO Done', ['BUCH-2']],
    [`status CHANGED FROM Open TO (Done, "In correction") AFTER -2m BY "${ACCOUNTS.accountant}"`, ['BUCH-2']],
    ['status CHANGED TO Done BEFORE "2026-12-01 09:00"', []],
  ])('%s', (jql, keys) => {
    expect(stocked().find(jql)).toEqual(keys);
  });

  it.each<readonly [string, string]>([
    ['colour = red', "Field 'colour' does not exist or you do not have permission to view it."],
    [
      'customfield_10040 ~ x',
      "Field 'customfield_10040' does not exist or you do not have permission to view it.",
    ],
    [
      'issue.property["datev"].secret = x',
      "Field 'issue.property[datev].secret' does not exist or you do not have permission to view it.",
    ],
    ['project = NIX', "The value 'NIX' does not exist for the field 'project'."],
    ['project = GEHEIM', "The value 'GEHEIM' does not exist for the field 'project'."],
    ['project = BUCH AND status = Fertig', "The value 'Fertig' does not exist for the field 'status'."],
    ['project = BUCH AND status = 99999', "A value with ID '99999' does not exist for the field 'status'."],
    ['key = BUCH-99', "An issue with key 'BUCH-99' does not exist for field 'key'."],
    ['Vorgangsnummer = 4711', "The operator '=' is not supported by the 'Vorgangsnummer' field."],
    ['status ~ Done', "The operator '~' is not supported by the 'status' field."],
    ['updated >= gestern', "Date value 'gestern' for field 'updated' is invalid."],
    [
      'updated >= "2026-12-01T09:00:00Z"',
      "Date value '2026-12-01T09:00:00Z' for field 'updated' is invalid.",
    ],
    ['updated >= "2026-12-01 09:00:00"', "Date value '2026-12-01 09:00:00' for field 'updated' is invalid."],
    ['Zeilen > viele', "'viele' is not a valid number for the field 'Zeilen'."],
    ['assignee = membersOf(x) AND project = BUCH', "Unable to find JQL function 'membersOf(x)'."],
    ['project = BUCH ORDER BY colour', "Not able to sort using field 'colour'."],
    [
      'project = BUCH AND',
      'Error in the JQL Query: Expecting a field name before the end of the query. (line 1, character 19)',
    ],
    ['project BUCH', 'Error in the JQL Query: Expecting operator but got something else.'],
    [
      'project = BUCH status = Done',
      "Error in the JQL Query: Expecting either 'OR' or 'AND' but got 'status'. (line 1, character 16)",
    ],
    ['project = "BUCH', "Error in the JQL Query: The quoted string 'BUCH' has not been completed."],
    [
      'project = a@b',
      "Error in the JQL Query: The character '@' is a reserved JQL character. You must enclose it in a string or use the escape '\\u0040' instead. (line 1, character 12)",
    ],
    ['summary ~ "a\\x"', "Error in the JQL Query: '\\x' is an illegal JQL escape sequence."],
    ['(project = BUCH', "Error in the JQL Query: Expecting ')' before the end of the query."],
    ['project in ()', 'Error in the JQL Query: Expecting a value in the list'],
    ['', 'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.'],
    [
      'ORDER BY created',
      'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.',
    ],
  ])('is refused: %s', (jql, message) => {
    const on = stocked();
    const got = on.send('POST', '/search/jql', { as: APP, body: { jql } });
    expect(got.status).toBe(400);
    expect(String(got.json.at('errorMessages', 0).value)).toContain(message);
    expect(on.send('POST', '/search/approximate-count', { as: APP, body: { jql } }).status).toBe(400);
  });

  describe('of issue properties', () => {
    const PROPERTIES = [
      { propertyKey: 'p', path: 'due', type: 'date', alias: 'pDue' },
      { propertyKey: 'p', path: 'rows', type: 'number', alias: 'pRows' },
      { propertyKey: 'p', path: 'words', type: 'text', alias: 'pWords' },
      { propertyKey: 'p', path: 'kind', type: 'string', alias: 'pKind' },
      { propertyKey: 'p', path: 'bare', type: 'string' },
    ] as const;
    function valued(): Bench {
      const on = bench({ appProperties: PROPERTIES });
      const values = [
        { due: '2026-12-01T07:59:00.000Z', rows: 3, words: 'ein Satz', kind: 'a', bare: 'x' },
        { due: '2026-12-02', rows: 12, kind: 'b' },
        { due: 'morgen', rows: '3', words: 7, kind: { a: 1 } },
      ];
      for (const value of values) on.made({}, { properties: [{ key: 'p', value }] });
      on.advance(LONG);
      return on;
    }

    it.each<readonly [string, readonly string[]]>([
      ['pDue < now()', ['BUCH-1']],
      ['pDue >= "2026-12-02"', ['BUCH-2']],
      ['pDue is EMPTY', ['BUCH-3']],
      ['pRows > 2', ['BUCH-2', 'BUCH-1']],
      ['pRows is EMPTY', ['BUCH-3']],
      ['pWords ~ satz', ['BUCH-1']],
      ['pKind in (a, b)', ['BUCH-2', 'BUCH-1']],
      ['pKind is EMPTY', ['BUCH-3']],
      ['issue.property[p].bare = x', ['BUCH-1']],
    ])('by their declared types: %s', (jql, keys) => {
      expect(valued().find(jql)).toEqual(keys);
    });

    it.each(['pWords = Satz', 'pKind > a', 'pDue ~ "2026"', 'pDue < bald', 'pNothing = x', 'bare = x'])(
      'is refused: %s',
      (jql) => {
        expect(valued().send('POST', '/search/jql', { as: APP, body: { jql } }).status).toBe(400);
      },
    );
  });

  it('sorts by at most seven fields', () => {
    const on = stocked();
    const ordered = (n: number) =>
      `project = BUCH ORDER BY ${['summary', 'status', 'priority', 'created', 'updated', 'key', 'issuetype', 'assignee'].slice(0, n).join(', ')}`;
    const status = (n: number) =>
      on.send('POST', '/search/jql', { as: APP, body: { jql: ordered(n) } }).status;
    expect([status(7), status(8)]).toEqual([200, 400]);
    expect(on.find('project = BUCH ORDER BY summary DESC')).toEqual(['BUCH-2', 'BUCH-1', 'BUCH-3']);
  });

  it('reads dates on the clock of the caller', () => {
    const berlin = stocked();
    expect(berlin.find('project = BUCH AND created >= "2026-12-01 09:02"')).toEqual(['BUCH-3']);
    expect(berlin.find('project = BUCH AND created < 2026/12/02')).toHaveLength(3);
    expect(berlin.find('project = BUCH AND created >= -4m')).toEqual(['BUCH-3', 'BUCH-2']);
    expect(berlin.find('project = BUCH AND created >= "-1h 30m"')).toHaveLength(3);
    expect(berlin.find('project = BUCH AND created >= startOfDay()')).toHaveLength(3);
    expect(berlin.find('project = BUCH AND created > now()')).toEqual([]);
    const newYork = bench({ appTimeZone: 'America/New_York' });
    newYork.made();
    newYork.advance(LONG);
    expect(newYork.find('project = BUCH AND created >= "2026-12-01 09:00"')).toEqual([]);
    expect(newYork.find('project = BUCH AND created >= "2026-12-01 03:00"')).toEqual(['BUCH-1']);
    expect(newYork.find('project = BUCH AND created >= "2026-12-01 09:00"', ACCOUNTANT)).toEqual(['BUCH-1']);
    expect(newYork.get('/issue/BUCH-1?fields=created').json.at('fields', 'created').value).toBe(
      '2026-12-01T03:00:00.000-0500',
    );
  });

  it('finds rich text and comments by their words', () => {
    const on = bench();
    on.made({ description: doc('Die Sachkontenlänge passt nicht.') });
    on.send('POST', '/issue/BUCH-1/comment', { as: APP, body: { body: doc('Zugestellt.') } });
    on.advance(LONG);
    expect(on.find('description ~ sachkontenlänge')).toEqual(['BUCH-1']);
    expect(on.find('text ~ zugestellt')).toEqual(['BUCH-1']);
  });
});
