import type { Call } from '../call';
import type { StoredIssue } from '../model';
import { dateOf } from './dates';
import { type Searchable, searchable } from './fields';
import type { Clause, FieldName, Jql, Operand, Operator, Order } from './parser';

export type Test = (issue: StoredIssue) => boolean;
type Term = Extract<Clause, { readonly kind: 'term' }>;

const DATE_FORMATS =
  "Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.";
const COMPARE: Partial<Record<Operator, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
};

/** Makes a predicate of a clause; what Jira would complain about goes into `errors`. */
export function compile(call: Call, clause: Clause, errors: string[]): Test {
  if (clause.kind === 'term') return term(call, clause, errors);
  if (clause.kind === 'changed') return changed(call, clause, errors);
  if (clause.kind === 'not') {
    const negated = compile(call, clause.of, errors);
    return (issue) => !negated(issue);
  }
  const tests = clause.of.map((one) => compile(call, one, errors));
  return clause.kind === 'and'
    ? (issue) => tests.every((test) => test(issue))
    : (issue) => tests.some((test) => test(issue));
}

export function nameOf(field: FieldName): string {
  return 'name' in field ? field.name : `issue.property[${field.property}].${field.path}`;
}
function unknownField(field: FieldName, errors: string[]): Test {
  errors.push(`Field '${nameOf(field)}' does not exist or you do not have permission to view it.`);
  return () => false;
}

function term(call: Call, clause: Term, errors: string[]): Test {
  const field = searchable(call, clause.field);
  if (!field) return unknownField(clause.field, errors);
  const { operator, operand } = clause;
  if (
    operator === 'is' ||
    operator === 'is not' ||
    (operand.kind === 'empty' && (operator === '=' || operator === '!='))
  ) {
    const wanted = operator === 'is' || operator === '=';
    return (issue) => isEmpty(field, issue) === wanted;
  }
  const test = byKind(call, { field, operator, operand }, errors);
  if (test) return test;
  errors.push(
    `The operator '${operator.toUpperCase()}' is not supported by the '${nameOf(clause.field)}' field.`,
  );
  return () => false;
}

type Comparison = { readonly field: Searchable; readonly operator: Operator; readonly operand: Operand };

function byKind(call: Call, at: Comparison, errors: string[]): Test | undefined {
  const { field, operator, operand } = at;
  if (field.kind === 'set') {
    if (operator !== '~' && operator !== '!~') return setTest(call, at, errors);
    return field.words ? textTest((issue) => field.values(issue).join(' '), at) : undefined;
  }
  if (field.kind === 'text') return textTest(field.text, at);
  const compare = COMPARE[operator];
  if (!compare) return undefined;
  if (field.kind === 'number') return numberTest(field, { compare, operand }, errors);
  const bound = dateOf(operand, { now: call.world.clock.now(), zone: call.me.timeZone });
  if (bound === undefined)
    errors.push(`Date value '${shown(operand)}' for field '${field.label}' is invalid. ${DATE_FORMATS}`);
  return (issue) => {
    const value = field.at(issue);
    return value !== null && bound !== undefined && compare(value, bound);
  };
}
function numberTest(
  field: Extract<Searchable, { readonly kind: 'number' }>,
  by: { readonly compare: (a: number, b: number) => boolean; readonly operand: Operand },
  errors: string[],
): Test {
  const bound =
    by.operand.kind === 'value' && by.operand.text.trim() !== '' ? Number(by.operand.text) : Number.NaN;
  if (Number.isNaN(bound))
    errors.push(`'${shown(by.operand)}' is not a valid number for the field '${field.label}'.`);
  return (issue) => {
    const value = field.number(issue);
    return value !== null && by.compare(value, bound);
  };
}

/** Equality. `!=` and `NOT IN` leave out issues where the field is empty, as JQL does. */
function setTest(call: Call, at: Comparison, errors: string[]): Test | undefined {
  const { field, operator, operand } = at;
  if (field.kind !== 'set' || !['=', '!=', 'in', 'not in'].includes(operator)) return undefined;
  const items = operand.kind === 'list' ? operand.items : [operand];
  const accepted = new Set(
    items.filter((item) => item.kind !== 'empty').flatMap((item) => resolved(call, { field, item }, errors)),
  );
  const orEmpty = items.some((item) => item.kind === 'empty');
  const positive = operator === '=' || operator === 'in';
  return (issue) => {
    const values = field.values(issue);
    if (values.length === 0) return positive && orEmpty;
    return values.some((value) => accepted.has(value)) === positive;
  };
}
function resolved(
  call: Call,
  of: { readonly field: Extract<Searchable, { readonly kind: 'set' }>; readonly item: Operand },
  errors: string[],
): readonly string[] {
  const { field, item } = of;
  if (item.kind === 'function' && item.name.toLowerCase() === 'currentuser')
    return [call.me.accountId.toLowerCase()];
  if (item.kind === 'function')
    errors.push(`Unable to find JQL function '${item.name}(${item.args.join(', ')})'.`);
  if (item.kind !== 'value') return [];
  const found = field.resolve(item.text);
  if (found.length === 0) errors.push(unknownValue(field.label, item.text));
  return found;
}
function unknownValue(label: string, text: string): string {
  if (label === 'key' || label === 'issuekey' || label === 'issue')
    return `An issue with key '${text}' does not exist for field '${label}'.`;
  if (label === 'id' || /^\d+$/.test(text))
    return `A value with ID '${text}' does not exist for the field '${label}'.`;
  return `The value '${text}' does not exist for the field '${label}'.`;
}
function shown(operand: Operand): string {
  if (operand.kind === 'value') return operand.text;
  return operand.kind === 'function' ? `${operand.name}(${operand.args.join(', ')})` : operand.kind;
}

/** `~`: every word occurs (prefix with `*`), a quoted phrase in one piece; case does not matter. */
function textTest(
  read: (issue: StoredIssue) => string,
  at: Pick<Comparison, 'operator' | 'operand'>,
): Test | undefined {
  if ((at.operator !== '~' && at.operator !== '!~') || at.operand.kind !== 'value') return undefined;
  const query = at.operand.text.toLowerCase();
  const phrase = /^"(.*)"$/.exec(query)?.[1];
  const wanted = (phrase ?? query).split(/[^\p{L}\p{N}*]+/u).filter((word) => word !== '');
  const found = (issue: StoredIssue) => {
    const words = read(issue)
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '');
    if (phrase !== undefined) return ` ${words.join(' ')} `.includes(` ${wanted.join(' ')} `);
    return (
      wanted.length > 0 &&
      wanted.every((word) =>
        words.some((have) => (word.endsWith('*') ? have.startsWith(word.slice(0, -1)) : have === word)),
      )
    );
  };
  const positive = at.operator === '~';
  return (issue) => (positive ? found(issue) : read(issue) !== '' && !found(issue));
}

function isEmpty(field: Searchable, issue: StoredIssue): boolean {
  if (field.kind === 'set') return field.values(issue).length === 0;
  if (field.kind === 'text') return field.text(issue) === '';
  return field.kind === 'date' ? field.at(issue) === null : field.number(issue) === null;
}

/** `status CHANGED [FROM a] [TO b] [AFTER d] [BEFORE d] [BY user]` over the index copy's histories. */
function changed(call: Call, clause: Extract<Clause, { readonly kind: 'changed' }>, errors: string[]): Test {
  const field = searchable(call, clause.field);
  if (field?.kind !== 'set' || !['status', 'assignee', 'priority', 'resolution'].includes(field.label))
    return unknownField(clause.field, errors);
  const tests = clause.predicates.map(({ word, operand }) => {
    if (word === 'after' || word === 'before') {
      const bound = dateOf(operand, { now: call.world.clock.now(), zone: call.me.timeZone });
      if (bound === undefined)
        errors.push(`Date value '${shown(operand)}' for field '${field.label}' is invalid. ${DATE_FORMATS}`);
      return (at: number) => bound !== undefined && (word === 'after' ? at > bound : at < bound);
    }
    const items = operand.kind === 'list' ? operand.items : [operand];
    const accepted =
      word === 'by'
        ? items.map((item) => (item.kind === 'function' ? call.me.accountId : shown(item)))
        : items.flatMap((item) => resolved(call, { field, item }, errors));
    return (
      _at: number,
      item: { readonly from: string | null; readonly to: string | null },
      author: string,
    ) =>
      accepted.includes(
        word === 'by' ? author : ((word === 'from' ? item.from : item.to) ?? '').toLowerCase(),
      );
  });
  return (issue) =>
    issue.histories.some((history) =>
      history.items.some(
        (item) =>
          item.fieldId === field.label && tests.every((test) => test(history.at, item, history.authorId)),
      ),
    );
}

/** Sorts by up to seven fields; without an order the newest issue comes first. */
export function comparator(
  call: Call,
  jql: Jql,
  errors: string[],
): (a: StoredIssue, b: StoredIssue) => number {
  if (jql.orderBy.length > 7) errors.push('The maximum number of order by fields is 7.');
  const steps = jql.orderBy.map((order) => step(call, order, errors));
  return (a, b) => {
    for (const compare of steps) {
      const result = compare(a, b);
      if (result !== 0) return result;
    }
    return Number(b.id) - Number(a.id);
  };
}
function step(call: Call, order: Order, errors: string[]): (a: StoredIssue, b: StoredIssue) => number {
  const field = searchable(call, order.field);
  if (!field) {
    errors.push(`Not able to sort using field '${nameOf(order.field)}'.`);
    return () => 0;
  }
  const key = (issue: StoredIssue): number | string => {
    if (field.kind === 'date') return field.at(issue) ?? 0;
    if (field.kind === 'number') return field.number(issue) ?? 0;
    if (field.kind === 'text') return field.text(issue);
    const value = field.values(issue)[0] ?? '';
    return ['key', 'issuekey', 'id', 'issue'].includes(field.label) ? Number(value) : value;
  };
  const sign = order.descending ? -1 : 1;
  return (a, b) => {
    const [x, y] = [key(a), key(b)];
    return x === y ? 0 : x < y ? -sign : sign;
  };
}
