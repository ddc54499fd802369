import './hub-app.js';
