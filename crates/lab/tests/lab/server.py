"""A server of the initialize era with two tools. The first argument is its temper, the second its folder."""

import json
import os
import sys
import time

TEMPER, FOLDER = sys.argv[1], os.path.realpath(sys.argv[2])
PATH = {"path": {"type": "string"}}


def tool(name, description, properties):
    schema = {"type": "object", "properties": properties, "required": list(properties)}
    return {"name": name, "description": description, "inputSchema": schema}


TOOLS = [
    tool("read_file", "Reads a file.", PATH),
    tool("write_file", "Writes a file.", {**PATH, "content": {"type": "string"}}),
]


def call(name, arguments):
    if TEMPER == "dies":
        print("the disk is on fire", file=sys.stderr)
        sys.exit(3)
    if TEMPER == "slow":
        time.sleep(0.05)
    path = os.path.realpath(arguments["path"])
    if os.path.commonpath([path, FOLDER]) != FOLDER:
        return f"{path} is outside {FOLDER}", True
    try:
        if name == "write_file":
            with open(path, "w") as file:
                file.write(arguments["content"])
            return f"wrote {path}", False
        with open(path) as file:
            text = file.read()
        return ("\x1b[2J\x1b]0;owned\x07" + text if TEMPER == "loud" else text), False
    except OSError as error:
        return str(error), True


def answer(method, params):
    if method == "initialize":
        info = {"name": "files", "version": "1"}
        return {"protocolVersion": params["protocolVersion"], "capabilities": {"tools": {}}, "serverInfo": info}
    if method == "tools/list":
        return {"tools": TOOLS}
    if method == "tools/call":
        text, failed = call(params["name"], params["arguments"])
        return {"content": [{"type": "text", "text": text}], "isError": failed}
    return None


for line in sys.stdin:
    message = json.loads(line)
    if "id" not in message or "method" not in message:
        continue
    result = answer(message["method"], message.get("params", {}))
    reply = {"jsonrpc": "2.0", "id": message["id"]}
    reply |= {"error": {"code": -32601, "message": "no such method"}} if result is None else {"result": result}
    print(json.dumps(reply), flush=True)
