import { type Call, may } from './call';
import { LOOKS, type Look, MODEL } from './fresh-state';
import type { Asked, Explore, StoredQuery } from './model';

export const EXPLORES: readonly { readonly name: Explore; readonly label: string }[] = [
  { name: 'general_ledger', label: 'Hauptbuch' },
  { name: 'big_ledger', label: 'Hauptbuch groß' },
];
/** An explore this user sees; undefined as if it were not there. */
export function exploreOf({ user }: Call, model: string, name: string): Explore | undefined {
  if (model !== MODEL || !user.models.includes(model)) return undefined;
  return EXPLORES.find((explore) => explore.name === name)?.name;
}

export function runnableLook(call: Call, id: string): Look | undefined {
  const look = LOOKS.find((one) => one.id === id && !one.deleted);
  const seen = look !== undefined && may(call, 'see_looks');
  return seen && exploreOf(call, look.asked.model, look.asked.view) !== undefined ? look : undefined;
}

export function storedQuery({ state, host }: Call, id: string): StoredQuery | undefined {
  const found = Object.hasOwn(state.queries, id) ? state.queries[id] : undefined;
  return found?.host === host ? found : undefined;
}

/** As the API shows a query; `can.download_unlimited` tells whether a limit of -1 will be kept. */
export function wireQuery(call: Call, id: string, asked: Asked): unknown {
  const unlimited = may(call, 'download_without_limit');
  const can = {
    ...{
      run: may(call, 'access_data'),
      see_results: may(call, 'access_data'),
      explore: may(call, 'explore'),
    },
    ...{ create: true, show: true, cost_estimate: false, index: true, see_lookml: may(call, 'see_lookml') },
    ...{ download: unlimited || may(call, 'download_with_limit'), download_unlimited: unlimited },
    ...{ render: true, generate_drill_links: true, see_derived_table_lookml: may(call, 'see_lookml') },
  };
  const path = `/explore/${asked.model}/${asked.view}?qid=${id}`;
  return {
    ...asked,
    ...{ can, id, slug: id, client_id: id, column_limit: '50', has_table_calculations: false },
    ...{ pivots: null, fill_fields: null, total: null, row_total: null, subtotals: null },
    ...{ vis_config: null, filter_config: null, visible_ui_sections: null, dynamic_fields: null },
    url: path,
    share_url: `https://${call.host}${path}`,
    expanded_share_url: `https://${call.host}${path}&toggle=fil`,
  };
}
