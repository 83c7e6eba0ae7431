import type { ServiceAnswer, ServiceRequest, World } from '../world/types';
import { json } from './answers';
import type { ApiUser, State } from './model';
import type { Route } from './route';
import { selected } from './select';

/** What the parts of the fake share; `state` is replaced as a whole on restore. */
export type Core = { state: State; readonly world: World };
/** One admitted call. */
export type Call = {
  readonly state: State;
  readonly request: ServiceRequest;
  readonly route: Route;
  readonly host: string;
  readonly user: ApiUser;
  readonly now: number;
};

/** An answer with what `fields` leaves of it. */
export function reply({ request }: Call, value: unknown): ServiceAnswer {
  return json(200, selected(value, request.query.get('fields')));
}

export function may({ user }: Pick<Call, 'user'>, permission: ApiUser['permissions'][number]): boolean {
  return user.permissions.includes(permission);
}

export function instant(at: number): string {
  return new Date(at).toISOString();
}

/** The body as a JSON object; undefined where it is none. */
export function bodyOf({ request }: Call): Readonly<Record<string, unknown>> | undefined {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) return undefined;
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(request.body));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

/** A whole number out of the query; undefined when it is absent, NaN when it is no number. */
export function integer(request: ServiceRequest, name: string): number | undefined {
  const given = request.query.get(name);
  if (given === null) return undefined;
  return /^-?\d{1,9}$/.test(given) ? Number(given) : Number.NaN;
}
