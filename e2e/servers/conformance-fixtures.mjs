/** What the conformance suite asks of any server under test: fixed texts, media and schemas, by the names it looks for. */

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';
const SILENCE = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=';

const text = (value) => ({ type: 'text', text: value });
const image = { type: 'image', data: PIXEL, mimeType: 'image/png' };
const audio = { type: 'audio', data: SILENCE, mimeType: 'audio/wav' };
const embedded = (uri) => ({ type: 'resource', resource: { uri, mimeType: 'text/plain', text: 'embedded' } });
const pause = () => new Promise((resolve) => setTimeout(resolve, 50));

const NO_ARGUMENTS = { type: 'object', properties: {} };
const takes = (name) => ({ type: 'object', properties: { [name]: { type: 'string' } }, required: [name] });

/** Keywords that a server, and whatever stands before it, must hand on as they are. */
const FULL_2020_12 = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  $defs: {
    address: {
      $anchor: 'addressDef',
      type: 'object',
      properties: { street: { type: 'string' }, city: { type: 'string' } },
    },
  },
  properties: {
    name: { type: 'string' },
    address: { $ref: '#/$defs/address' },
    contactMethod: { type: 'string', enum: ['phone', 'email'] },
    phone: { type: 'string' },
    email: { type: 'string' },
  },
  allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
  if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
  then: { required: ['phone'] },
  else: { required: ['email'] },
  additionalProperties: false,
};

const DEFAULTS = {
  name: { type: 'string', default: 'John Doe' },
  age: { type: 'integer', default: 30 },
  score: { type: 'number', default: 95.5 },
  status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
  verified: { type: 'boolean', default: true },
};

const titled = (...values) => values.map((value) => ({ const: value, title: `Title of ${value}` }));
const ENUMS = {
  untitledSingle: { type: 'string', enum: ['option1', 'option2', 'option3'] },
  titledSingle: { type: 'string', oneOf: titled('value1', 'value2', 'value3') },
  legacyEnum: { type: 'string', enum: ['opt1', 'opt2', 'opt3'], enumNames: ['One', 'Two', 'Three'] },
  untitledMulti: { type: 'array', items: { type: 'string', enum: ['option1', 'option2', 'option3'] } },
  titledMulti: { type: 'array', items: { anyOf: titled('value1', 'value2', 'value3') } },
};

/**
 * The tools: a description, an input schema, and `call(arguments, talk)` which gives the content of the answer. `talk` is
 * what a server may say before it answers: log, progress, sample, elicit, dropStream.
 */
export const TOOLS = {
  test_simple_text: tool('Answers with text', () => [text('a simple text')]),
  test_image_content: tool('Answers with an image', () => [image]),
  test_audio_content: tool('Answers with audio', () => [audio]),
  test_embedded_resource: tool('Answers with a resource', () => [embedded('test://embedded-resource')]),
  test_multiple_content_types: tool('Answers with several', () => [text('mixed'), image, embedded('test://mixed')]),
  test_error_handling: tool('Fails', () => Promise.reject(new Error('this tool always fails'))),
  test_tool_with_logging: tool('Logs while it works', async (_, { log }) => {
    for (const words of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
      await log(words);
      await pause();
    }
    return [text('logged')];
  }),
  test_tool_with_progress: tool('Reports progress', async (_, { progress }) => {
    for (const done of [0, 50, 100]) {
      await progress(done, 100);
      await pause();
    }
    return [text('done')];
  }),
  test_sampling: tool('Asks the client for a completion', async ({ prompt }, { sample }) => {
    const { content } = await sample(prompt);
    return [text(`LLM response: ${content.text}`)];
  }, takes('prompt')),
  test_elicitation: tool('Asks the user', async ({ message }, { elicit }) =>
    [text(JSON.stringify(await elicit(message, { response: { type: 'string' } }, ['response'])))], takes('message')),
  test_elicitation_sep1034_defaults: tool('Asks the user, with defaults', async (_, { elicit }) =>
    [text(JSON.stringify(await elicit('Review the values', DEFAULTS)))]),
  test_elicitation_sep1330_enums: tool('Asks the user to choose', async (_, { elicit }) =>
    [text(JSON.stringify(await elicit('Choose', ENUMS)))]),
  test_reconnection: tool('Drops its stream before it answers', async (_, { dropStream }) => {
    dropStream();
    await pause();
    return [text('answered after the stream was resumed')];
  }),
  json_schema_2020_12_tool: tool('Has a rich schema', () => [text('ok')], FULL_2020_12),
};

function tool(description, call, inputSchema = NO_ARGUMENTS) {
  return { description, inputSchema, call };
}

export const RESOURCES = {
  'test://static-text': { name: 'static-text', mimeType: 'text/plain', text: 'the static text' },
  'test://static-binary': { name: 'static-binary', mimeType: 'image/png', blob: PIXEL },
  'test://watched-resource': { name: 'watched-resource', mimeType: 'text/plain', text: 'watched' },
};

export const RESOURCE_TEMPLATE = { name: 'template', uriTemplate: 'test://template/{id}/data', mimeType: 'application/json' };

/** The contents behind a URI, or undefined. */
export function readResource(uri) {
  const { name, ...contents } = RESOURCES[uri] ?? {};
  if (name) return { uri, ...contents };
  const id = /^test:\/\/template\/([^/]+)\/data$/.exec(uri)?.[1];
  return id && { uri, mimeType: 'application/json', text: JSON.stringify({ id, data: `Data for ID: ${id}` }) };
}

const says = (...contents) => contents.map((content) => ({ role: 'user', content }));

/** The prompts: a description, the names of the arguments, and `messages(arguments)`. */
export const PROMPTS = {
  test_simple_prompt: prompt('Simple', [], () => says(text('a simple prompt'))),
  test_prompt_with_arguments: prompt('With arguments', ['arg1', 'arg2'], ({ arg1, arg2 }) =>
    says(text(`arg1='${arg1}', arg2='${arg2}'`))),
  test_prompt_with_embedded_resource: prompt('With a resource', ['resourceUri'], ({ resourceUri }) =>
    says(embedded(resourceUri), text('Read the resource.'))),
  test_input_required_result_prompt: prompt('With context', [], () => says(text('with the context'))),
  test_prompt_with_image: prompt('With an image', [], () => says(image, text('Look at the image.'))),
};

function prompt(description, names, messages) {
  return { description, arguments: names.map((name) => ({ name, required: true })), messages };
}
