// Asks the server as fast as it answers, and says every second how often it did and whether all answers were right.
const port = process.env.PORT ?? 8080;
const ASKED = { 'anna berk': 'Anna Berg', 'jonas lindquist': 'Jonas Lindqvist', oluwasean: 'Oluwaseun', tim: 'Tom' };
let answers = 0;
let wrong = 0;

setInterval(() => {
  console.log(`${answers} answers a second, ${wrong} wrong`);
  answers = 0;
}, 1000);

async function ask() {
  for (;;) {
    for (const [name, expected] of Object.entries(ASKED)) {
      const response = await fetch(`http://localhost:${port}/nearest?name=${encodeURIComponent(name)}`);
      if ((await response.json()).name !== expected) wrong++;
      answers++;
    }
  }
}
for (let k = 0; k < 4; k++) ask();
