import { drawing } from '../render';
import { formOf } from './action-form';

/** One page for all our actions; Automation shows it as the module of the action. */
export const draw = drawing(formOf);
