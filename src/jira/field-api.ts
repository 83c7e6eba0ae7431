import { getAppContext, route } from '@forge/api';
import * as v from 'valibot';
import { type Present, present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { ok, type Result } from '../kernel/result';
import { askJira } from './jira-http-api';

const Fields = v.array(
  v.object({
    id: v.string(),
    name: v.optional(v.string(), ''),
    schema: v.nullish(v.object({ type: v.optional(v.string()), custom: v.optional(v.string()) })),
  }),
);

type SiteField = Present<{
  readonly id: string;
  readonly name: string;
  readonly schemaType: string | undefined;
  readonly custom: string | undefined;
}>;

/** Every field of the site that the app sees. */
export async function listFields(): Promise<Result<readonly SiteField[], Problem>> {
  const found = await askJira(
    { as: 'app', method: 'GET', path: route`/rest/api/3/field`, unsure: 'later' },
    Fields,
  );
  if (!found.ok) return found;
  return ok(
    found.value.map(({ id, name, schema }) =>
      present({ id, name, schemaType: schema?.type, custom: schema?.custom }),
    ),
  );
}

/**
 * The ids of our own fields on this site, by module key of the manifest; a key is missing while Jira has not made the
 * field yet. Ids differ from site to site.
 */
export async function resolveAppFields(
  moduleKeys: readonly string[],
): Promise<Result<Readonly<Record<string, string>>, Problem>> {
  const fields = await listFields();
  if (!fields.ok) return fields;
  const { environmentId } = getAppContext().environmentAri;
  const entries = moduleKeys.flatMap((key) => {
    const id = ownField(fields.value, key, environmentId);
    return id === undefined ? [] : [[key, id] as const];
  });
  return ok(Object.fromEntries(entries));
}

/** A site may carry the staging app beside the production app: the environment in the type decides. */
function ownField(
  fields: readonly SiteField[],
  moduleKey: string,
  environmentId: string,
): string | undefined {
  const sameKey = fields.filter((field) => field.custom?.endsWith(`/static/${moduleKey}`));
  const ours = sameKey.find((field) => field.custom?.includes(`/${environmentId}/`));
  return ours?.id ?? (sameKey.length === 1 ? sameKey[0]?.id : undefined);
}
