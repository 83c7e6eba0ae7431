import { describe, expect, it } from 'vitest';
import { admits, ExpressionFailed } from '../../../packages/sandbox/forge/expression/evaluate';
import { parseExpression } from '../../../packages/sandbox/forge/expression/parse';
import { ExpressionRefused } from '../../../packages/sandbox/forge/expression/tokens';
import { changedManifest, fixture, PERSON } from './fixture';

const EVENT = {
  eventType: 'avi:jira:updated:issue',
  issue: { id: '10001', key: 'BUCH-1', fields: { summary: 'Rechnung', labels: ['a', 'b'], assignee: null } },
  changelog: { items: [{ field: 'summary' }, { field: 'status', to: '3', n: 2 }] },
};

const says = (expression: string): boolean => admits(parseExpression(expression), EVENT);

describe('an expression of an event filter', () => {
  it.each<[string, boolean]>([
    ['true', true],
    ["event.issue.key == 'BUCH-1'", true],
    ['event.issue.key != "BUCH-1"', false],
    ["event['issue']['key'] == 'BUCH-1'", true],
    ["event.changelog.items.some(i => i.field == 'status')", true],
    ["event.changelog.items.some(i => i.field == 'Attachment' || i.field == 'labels')", false],
    ["event.changelog.items.every(i => i.field == 'status')", false],
    ["event.changelog.items.map(i => i.field).includes('status')", true],
    ["event.changelog.items.filter(i => i.field == 'status').length == 1", true],
    ["event.changelog.items[1].to == '3'", true],
    ['event.changelog.items.length > 2', false],
    ['event.changelog.items.length >= 2 && event.changelog.items[1].n <= 2', true],
    ["['status', 'Attachment'].includes(event.changelog.items[1].field)", true],
    ["event.issue.fields.labels.includes('a')", true],
    ["event.issue.key.includes('BUCH')", true],
    ['event.issue.fields.assignee == null', true],
    ['event.issue.fields?.priority == null', true],
    ['event.issue.fields.assignee?.accountId == null', true],
    ["event.issue.fields?.['summary'] == 'Rechnung'", true],
    ["!(event.issue.key == 'X') && (false || true)", true],
    // && binds closer than ||, and the second side is asked only where it decides.
    ['true || event.nothing && false', true],
    // Nothing is converted.
    ['event.changelog.items[1].to == 3', false],
    ["'1' == 1", false],
  ])('%s is %s', (expression, wanted) => {
    expect(says(expression)).toBe(wanted);
  });

  it.each([
    ['another value than true and false', 'event.issue.key', 'String where a Boolean is needed'],
    ['null', 'event.issue.fields.assignee', 'Null where'],
    ['a property that is not there', "event.issue.priority == 'x'", 'Map has no priority'],
    ['a property of null', "event.issue.fields.assignee.accountId == 'x'", 'Null has no accountId'],
    ['the step after a missing one', "event.issue.fields?.priority.name == 'x'", 'Null has no name'],
    ['what JavaScript inherits', "event.issue.constructor == 'x'", 'Map has no constructor'],
    ['an item beyond the end', "event.changelog.items[9].field == 'x'", 'List has no 9'],
    ['a condition that is no Boolean', 'event.issue.key && true', 'String where'],
    ['a negation of a text', '!event.issue.key', 'String where'],
    ['an order of texts', "event.issue.key > 'A'", 'String > String'],
    ['a listener on a text', "event.issue.key.some(i => i == 'B')", 'String has no some'],
    ['a number in a text', 'event.issue.key.includes(1)', 'String has no includes'],
    ['comparing lists', 'event.issue.fields.labels == event.issue.fields.labels', 'not modelled'],
  ])('fails on %s', (_, expression, why) => {
    expect(() => says(expression)).toThrow(ExpressionFailed);
    expect(() => says(expression)).toThrow(why);
  });

  it('fails after 50,000 steps', () => {
    const items = Array.from({ length: 120 }, () => ({ field: 'x' }));
    const event = { items };
    const once = parseExpression("event.items.some(i => i.field == 'y')");
    const nested = parseExpression("event.items.some(i => event.items.some(j => j.field == 'y'))");
    expect(admits(once, event)).toBe(false);
    expect(() => admits(nested, event)).toThrow('50,000 steps');
  });

  it.each([
    ['', 'ends too early'],
    ['event.', 'ends too early'],
    ['issue.key == null', 'nothing is called issue'],
    ['event.items.some(i => i.a) && i.b', 'nothing is called i'],
    ["event.issue.key === 'x'", 'not modelled'],
    ['event.a == 1 == true', 'not expected'],
    ['1 + 1 == 2', 'not modelled'],
    ['event.a ? true : false', 'not modelled'],
    ["event.issue.key.toLowerCase() == 'x'", 'toLowerCase is not modelled'],
    ['try { return true; } catch (e) { throw e; }', 'not modelled'],
    ['typeof event == null', 'nothing is called typeof'],
    ['event.items.some((i) => true)', 'not expected'],
    ['event.items.some(i => { return true })', 'not modelled'],
    ["'it\\'s' == null", 'not modelled'],
    ["event.runtime.issue.properties['x'].y == 'z'".repeat(300), '10,000 characters'],
    [`${'('.repeat(4000)}true${')'.repeat(4000)}`, '1,000 parts'],
    [`${'!'.repeat(9000)}true`, '1,000 parts'],
    [`event${'.b'.repeat(4000)} == null`, '1,000 parts'],
  ])('is refused as %j', (expression, why) => {
    expect(() => parseExpression(expression)).toThrow(ExpressionRefused);
    expect(() => parseExpression(expression)).toThrow(why);
  });
});

const FILTER = 'filter: { ignoreSelf: true, onError: RECEIVE_AND_LOG }';

/** How many of these events start the fixture's function under a filter. */
async function started(filter: string, payloads: readonly Record<string, unknown>[]) {
  const { world } = await fixture({ manifest: changedManifest(FILTER, filter) });
  for (const payload of payloads)
    world.fireEvent({ type: 'avi:jira:updated:issue', accountId: PERSON, payload });
  await world.advance(600_000);
  const { violations, console: lines, invocations } = world.log;
  const begun = invocations.filter(({ functionKey }) => functionKey === 'event-fn');
  return { begun: begun.length, violations, lines };
}

const moved = { issue: { id: '1' }, changelog: { items: [{ field: 'status' }] } };
const renamed = { issue: { id: '1' }, changelog: { items: [{ field: 'summary' }] } };
const SOME = "event.changelog.items.some(i => i.field == 'status')";

describe('a trigger with an expression', () => {
  it('starts its function for what the expression admits only', async () => {
    const { begun, violations } = await started(`filter: { expression: "${SOME}" }`, [
      moved,
      renamed,
      renamed,
    ]);
    expect([begun, violations]).toEqual([1, []]);
  });

  it.each([
    ['IGNORE', 0, 0],
    ['IGNORE_AND_LOG', 0, 1],
    ['RECEIVE', 1, 0],
    ['RECEIVE_AND_LOG', 1, 1],
  ])('does what %s says when the expression fails', async (onError, begins, logged) => {
    const filter = `filter: { expression: "${SOME}", onError: ${onError} }`;
    const { begun, violations, lines } = await started(filter, [{ issue: { id: '1' } }]);
    expect([begun, lines.filter(({ text }) => text.includes('Map has no changelog')).length]).toEqual([
      begins,
      logged,
    ]);
    expect(violations).toMatchObject([{ rule: 'filter-expression' }]);
  });

  it('drops the event when nothing says what to do', async () => {
    const { begun } = await started('filter: { expression: "event.issue.id" }', [moved]);
    expect(begun).toBe(0);
  });

  it('keeps a world from beginning when it says what is not modelled', async () => {
    const manifest = changedManifest(FILTER, 'filter: { expression: "event.a + 1 == 2" }');
    await expect(fixture({ manifest })).rejects.toThrow('issue-changed: not modelled');
  });
});
