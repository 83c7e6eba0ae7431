import ForgeReconciler from '@forge/react';
import { createElement } from 'react';
import { Widget } from './widget';

ForgeReconciler.render(createElement(Widget));
