import { createFilter, ownFilters } from '../../jira/filter-api';
import { FILTER_NAMES, FILTERS, type FilterName, type Share } from '../../jira/filters';
import type { Lang } from '../../kernel/lang';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import { loadSettings } from '../../settings/settings-store';
import { say } from '../../texts/say';

type Offered = {
  readonly name: FilterName;
  readonly title: string;
  readonly jql: string;
  readonly isThere: boolean;
};

/** The searches on offer, and which of them the person in front has saved under the name that we give. */
export async function offeredFilters(lang: Lang): Promise<Result<readonly Offered[], Problem>> {
  const own = await ownFilters();
  if (!own.ok) return own;
  const there = new Set(own.value.map(({ name }) => name));
  return ok(
    FILTER_NAMES.map((name) => {
      const title = titleOf(name, lang);
      return { name, title, jql: FILTERS[name], isThere: there.has(title) };
    }),
  );
}

/** Saves those that were chosen and are not there yet, as filters of whoever clicked. Done twice it changes nothing. */
export async function saveFilters(
  wish: { readonly names: readonly FilterName[]; readonly share: Share },
  lang: Lang,
): Promise<Result<readonly Offered[], Problem>> {
  const offered = await offeredFilters(lang);
  if (!offered.ok) return offered;
  const shared = await sharedWith(wish.share);
  if (!shared.ok) return shared;
  const wanted = offered.value.filter(({ name, isThere }) => !isThere && wish.names.includes(name));
  for (const { name, title, jql } of wanted) {
    const description = say(`filter.${name}.description`, lang);
    const saved = await createFilter({ name: title, description, jql, ...shared.value });
    if (!saved.ok) return saved;
  }
  return offeredFilters(lang);
}

function titleOf(name: FilterName, lang: Lang): string {
  return say(`filter.${name}.title`, lang);
}

type Shared = Pick<Parameters<typeof createFilter>[0], 'shared'>;

async function sharedWith(share: Share): Promise<Result<Shared, Problem>> {
  if (share === 'nobody') return ok({});
  if (share === 'everybody') return ok({ shared: { with: 'everybody' } });
  const { project } = (await loadSettings()).data;
  return project === undefined
    ? fail({ code: 'settings.not-configured', retry: 'after-fix' })
    : ok({ shared: { with: 'project', id: project.id } });
}
