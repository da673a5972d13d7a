https://example.org/ 1.1.1.1 20240304100000 text/html 379
HTTP/1.1 200 OK
Content-Type: text/html

<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Envoy arrives</title></head><body><article><h1>Envoy arrives</h1><p>The envoy of the inland republic arrived on Monday for talks about the river, his office said.</p><p>He is to leave on Friday after a visit to the shipyard, the office said.</p></article></body></html>
