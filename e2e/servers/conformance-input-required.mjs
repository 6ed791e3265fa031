import { randomBytes } from 'node:crypto';
import { CLIENT_CAPABILITIES_META_KEY, createRequestStateCodec, inputRequired, inputResponse } from '@modelcontextprotocol/server';

/** How a server of 2026-07-28 asks: its result names what is missing, and the client repeats the request with the answers. */

const states = createRequestStateCodec({ key: randomBytes(32) });
export const verifyState = states.verify;

const asked = (property, type = 'string') => inputRequired.elicit({
  message: `Please tell: ${property}`,
  requestedSchema: { type: 'object', properties: { [property]: { type } }, required: [property] },
});
const sampled = (prompt) => inputRequired.createMessage({
  messages: [{ role: 'user', content: { type: 'text', text: prompt } }],
  maxTokens: 100,
});
const roots = inputRequired.listRoots();

/**
 * Each name with its rounds of requests. `state` travels along where the suite expects it; who does not `insist` asks only
 * what the client declared to understand.
 */
const DIALOGUES = {
  test_input_required_result_elicitation: dialogue([{ user_name: asked('name') }]),
  test_input_required_result_sampling: dialogue([{ capital_question: sampled('What is the capital of France?') }]),
  test_input_required_result_list_roots: dialogue([{ client_roots: roots }]),
  test_input_required_result_request_state: dialogue([{ confirm: asked('ok', 'boolean') }], { state: true }),
  test_input_required_result_tampered_state: dialogue([{ confirm: asked('ok', 'boolean') }], { state: true }),
  test_input_required_result_multiple_inputs: dialogue(
    [{ user_name: asked('name'), greeting: sampled('Generate a greeting'), client_roots: roots }], { state: true }),
  test_input_required_result_multi_round: dialogue([{ step1: asked('name') }, { step2: asked('color') }], { state: true }),
  test_input_required_result_capabilities: dialogue([{ value: asked('value'), sample: sampled('Sample') }]),
  test_missing_capability: dialogue([{ sample: sampled('Only with sampling') }], { insist: true }),
  test_input_required_result_prompt: dialogue([{ user_context: asked('context') }]),
};

function dialogue(rounds, { state = false, insist = false } = {}) {
  return { rounds, state, insist };
}

export const QUESTIONING_TOOLS = Object.keys(DIALOGUES).filter((name) => !name.endsWith('_prompt'));

/** What this tool or prompt still has to ask, as a result; undefined when it may answer. */
export async function question(name, { inputResponses, requestState, envelope }) {
  if (!DIALOGUES[name]) return undefined;
  const { rounds, state, insist } = DIALOGUES[name];
  const current = requestState()?.round ?? 0;
  const round = isAnswered(rounds[current], inputResponses) ? current + 1 : current;
  if (round === rounds.length) return undefined;
  return inputRequired({
    inputRequests: insist ? rounds[round] : understoodBy(envelope?.[CLIENT_CAPABILITIES_META_KEY] ?? {}, rounds[round]),
    ...(state && { requestState: await states.mint({ round }) }),
  });
}

function isAnswered(requests, responses) {
  return Object.entries(requests).some(([key, { params }]) => {
    const answer = inputResponse(responses, key);
    if (answer.kind !== 'elicit') return answer.kind !== 'missing';
    const { properties } = params.requestedSchema;
    return Object.entries(properties).every(([name, { type }]) => typeof answer.content?.[name] === type);
  });
}

const CAPABILITY = { 'elicitation/create': 'elicitation', 'sampling/createMessage': 'sampling', 'roots/list': 'roots' };

function understoodBy(capabilities, requests) {
  return Object.fromEntries(Object.entries(requests).filter(([, { method }]) => capabilities[CAPABILITY[method]]));
}
