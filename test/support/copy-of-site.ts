import type { TestWorld } from './hands';

/** Where the data of this site comes from, as its connections say. */
const OTHER_SITE = 'c09f0000-0000-4000-8000-000000000000';

/** From now on this site is a copy: what it has of DATEV was approved for another one, which goes on using it. */
export function becomesCopy({ forge }: TestWorld): void {
  const { cloudId } = forge.ids;
  for (const { store, entity, key, value } of forge.storage.dump({ maskSecrets: false })) {
    if (!key.startsWith('connection:')) continue;
    const copied = JSON.parse(JSON.stringify(value).replaceAll(cloudId, OTHER_SITE));
    // Whoever is at it here is not there: what they would write on top of what they read finds another version.
    if (typeof copied.version === 'number') copied.version += 1;
    const place = entity === undefined ? {} : { entity };
    forge.storage.put({ store, key, value: copied, ...place } as never);
  }
}
