using System.ComponentModel;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace FuncGateway.Testing.Upstreams.Features;

[McpServerPromptType]
internal sealed class TestPrompts
{
    [McpServerPrompt(Name = "test_simple_prompt"), Description("A prompt without arguments.")]
    public static PromptMessage Simple() => Text("This is a simple prompt for testing.");

    [McpServerPrompt(Name = "test_prompt_with_arguments"), Description("A prompt with two arguments.")]
    public static PromptMessage WithArguments([Description("The first.")] string arg1, [Description("The second.")] string arg2) =>
        Text($"Prompt with arguments: arg1='{arg1}', arg2='{arg2}'");

    [McpServerPrompt(Name = "test_prompt_with_embedded_resource"), Description("A prompt with a resource in it.")]
    public static IEnumerable<PromptMessage> WithResource([Description("Its address.")] string resourceUri) =>
    [
        User(new EmbeddedResourceBlock
        {
            Resource = new TextResourceContents { Uri = resourceUri, MimeType = "text/plain", Text = "Embedded resource content for testing." },
        }),
        Text("Please process the embedded resource above."),
    ];

    [McpServerPrompt(Name = "test_prompt_with_image"), Description("A prompt with an image in it.")]
    public static IEnumerable<PromptMessage> WithImage() =>
        [User(ImageContentBlock.FromBytes(TestBytes.Png, "image/png")), Text("Please analyze the image above.")];

    private static PromptMessage Text(string text) => User(new TextContentBlock { Text = text });

    private static PromptMessage User(ContentBlock content) => new() { Role = Role.User, Content = content };
}
