import type { World } from '../world/types';
import type { PropertyType, Site } from './model';

type Value = { readonly path: string; readonly type: PropertyType; readonly searchAlias?: string };
type EntityProperty = {
  readonly propertyKey: string;
  readonly entityType?: string;
  readonly values: readonly Value[];
};

/** The site with exactly those members of issue properties searchable that the app's manifest declares. */
export function declaredBy({ modules }: NonNullable<World['manifest']>, site: Site): Site {
  const declared = (modules['jira:entityProperty'] ?? []) as readonly EntityProperty[];
  const ofIssues = declared.filter(({ entityType }) => (entityType ?? 'issue') === 'issue');
  const properties = ofIssues.flatMap(({ propertyKey, values }) =>
    values.map(({ path, type, searchAlias }) => ({
      propertyKey,
      path,
      type,
      ...(searchAlias === undefined ? {} : { alias: searchAlias }),
    })),
  );
  return { ...site, app: { ...site.app, properties } };
}
