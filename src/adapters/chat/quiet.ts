import { BaseCallbackHandler } from "@langchain/core/callbacks/base";

/**
 * Callbacks that keep prompts on this machine: LANGSMITH_TRACING and its like make LangChain add a handler that uploads
 * every prompt and reply, unless one of that name is there already. This one takes the name and does nothing.
 */
export const QUIET: BaseCallbackHandler[] = [
  Object.assign(BaseCallbackHandler.fromMethods({}), {
    name: "langchain_tracer",
    ignoreLLM: true,
    ignoreChain: true,
    ignoreAgent: true,
    ignoreRetriever: true,
    updateFromRunTree: () => {},
    getRunTreeWithTracingConfig: () => undefined,
  }),
];
