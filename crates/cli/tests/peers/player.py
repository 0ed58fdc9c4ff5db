"""A pydantic-ai agent with one MCP server: model address, server address, request."""
import asyncio
import sys

from pydantic_ai import Agent
from pydantic_ai.mcp import MCPToolset
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai import OpenAIProvider


async def main(model_url: str, server_url: str, request: str) -> None:
    provider = OpenAIProvider(base_url=model_url, api_key="none")
    agent = Agent(OpenAIChatModel("scripted", provider=provider), toolsets=[MCPToolset(server_url)])
    print((await agent.run(request)).output)


asyncio.run(main(*sys.argv[1:]))
