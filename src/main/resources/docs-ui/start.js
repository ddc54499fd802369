// Swagger UI on the hub's own contract; whoever is logged in on the page tries operations out with that session.
window.SwaggerUIBundle({
  url: '/openapi.yaml',
  dom_id: '#api',
  deepLinking: true,
  displayRequestDuration: true,
  docExpansion: 'none',
  tryItOutEnabled: false,
  validatorUrl: null,
  withCredentials: true,
});
