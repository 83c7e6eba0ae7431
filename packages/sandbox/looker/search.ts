import type { ServiceAnswer, ServiceRequest } from '../world/types';
import { refused } from './answers';
import { integer } from './call';

type Found = {
  readonly id: string;
  readonly title: string;
  readonly folder: string;
  readonly deleted: boolean;
};

const KNOWN: readonly string[] = [
  ...['id', 'title', 'folder_id', 'deleted', 'limit', 'offset', 'sorts', 'fields'],
];

/** The searches: texts with `%` and `_`, deleted things only when asked for. */
export function searched<T extends Found>(
  request: ServiceRequest,
  all: readonly T[],
): readonly T[] | ServiceAnswer {
  const { query } = request;
  const unknown = [...query.keys()].find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) return refused(400, `The sandbox does not search by ${unknown}`);
  const cut = page(request);
  if (cut === undefined) return refused(400, 'limit and offset must be numbers');
  const [by = 'id', direction = 'asc'] = (query.get('sorts') ?? 'id').split(' ');
  if (by !== 'id' && by !== 'title') return refused(400, `The sandbox does not sort by ${by}`);
  const ids = query.get('id')?.split(',');
  const found = all.filter(
    (one) =>
      (ids === undefined || ids.includes(one.id)) &&
      like(one.title, query.get('title')) &&
      like(one.folder, query.get('folder_id')) &&
      one.deleted === (query.get('deleted') === 'true'),
  );
  const sorted = [...found].sort((a, b) => (a[by] < b[by] ? -1 : 1));
  return cut(direction === 'desc' ? sorted.reverse() : sorted);
}

/** SQL's LIKE without regard to case; null matches everything. */
function like(value: string, pattern: string | null): boolean {
  if (pattern === null) return true;
  const expression = pattern
    .replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
  return new RegExp(`^${expression}$`, 'isu').test(value);
}

/** `limit` and `offset` of lists; undefined where they are no numbers. */
export function page(request: ServiceRequest): (<T>(all: readonly T[]) => readonly T[]) | undefined {
  const offset = integer(request, 'offset') ?? 0;
  const limit = integer(request, 'limit') ?? Number.POSITIVE_INFINITY;
  if (!(offset >= 0) || !(limit >= 0)) return undefined;
  return (all) => all.slice(offset, offset + limit);
}
