import { WIDGET_CALLS } from '../contract/widget';
import { showWidget } from '../flows/pages/show-widget';
import { atDesk } from '../security/caller-api';
import { WIDGET_RIGHTS } from '../security/permissions';
import { resolverOf } from './answering';

/** The widget on a dashboard. */
export const widgetResolver = resolverOf(
  WIDGET_CALLS,
  { face: 'desk', rights: WIDGET_RIGHTS },
  {
    'widget.view': async (wish, caller) => {
      const desk = await atDesk(caller);
      return desk.ok ? showWidget(wish, desk.value) : desk;
    },
  },
);
