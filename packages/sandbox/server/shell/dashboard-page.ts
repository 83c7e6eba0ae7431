/// <reference lib="dom" />
import { h } from './dom';
import { openFrame } from './frames';
import { session } from './session';
import { word } from './words';

/** `/dashboard`: the app's widgets, as somebody put them on a dashboard. */
export function dashboardPage(main: HTMLElement): () => void {
  const widgets = session.config.faces.filter(({ type }) => type === 'dashboards:widget');
  main.append(h('h1', {}, word('jira.dashboard')));
  for (const face of widgets) {
    const { element } = openFrame(face, {}, () => undefined);
    element.name = face.title;
    main.append(h('section', { 'aria-label': face.title }, element));
  }
  return () => undefined;
}
