'use strict';

// Swagger UI fills a parameter's example in as its value, so that a call would have all of them at once. They are told
// in the descriptions instead, and a call has what was entered.
function tellExamples({ components: { parameters, schemas } }) {
  for (const parameter of Object.values(parameters)) {
    if ('example' in parameter) {
      parameter.description = `${parameter.description.trim()}\n\nExample: \`${parameter.example}\``;
      delete parameter.example;
    }
    const [, schema] = parameter.schema.$ref?.split('#/components/schemas/') ?? [];
    delete schemas[schema]?.example;
  }
}

const examples = {
  statePlugins: {
    spec: {
      wrapActions: {
        updateJsonSpec: (update) => (description) => {
          tellExamples(description);
          return update(description);
        },
      },
    },
  },
};

SwaggerUIBundle({
  dom_id: '#reference',
  url: 'openapi.yaml',
  plugins: [examples],
  deepLinking: true,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  defaultModelsExpandDepth: 0,
  // The validator is a service elsewhere, which this page doesn't call.
  validatorUrl: 'none',
  // Only the credentials that were entered on the page are sent, and a 401 is shown there: the browser asks for none.
  requestInterceptor: (request) => Object.assign(request, { credentials: 'omit' }),
});
