import { BaseCallbackHandler } from "@langchain/core/callbacks/base";

const IDLE = { ignoreLLM: true, ignoreChain: true, ignoreAgent: true, ignoreRetriever: true } as const;

/**
 * Callbacks that keep prompts to ourselves. LANGSMITH_TRACING and its like make LangChain add a handler that uploads every
 * prompt and reply, and LANGCHAIN_VERBOSE one that prints them, unless one of that name is there already. The first of
 * these takes the uploader's name. The second has no name at all, which is the name that the printer is looked for under.
 * Neither does anything.
 */
export const QUIET: BaseCallbackHandler[] = [
  Object.assign(BaseCallbackHandler.fromMethods({}), {
    ...IDLE,
    name: "langchain_tracer",
    updateFromRunTree: () => {},
    getRunTreeWithTracingConfig: () => undefined,
  }),
  Object.assign(BaseCallbackHandler.fromMethods({}), { ...IDLE, name: undefined }),
];
