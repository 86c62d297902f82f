using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Secrets;
using FuncGateway.Mcp.Relay;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Mcp.Tests.Relay;

public sealed class SessionBindingTests
{
    private readonly Caller _caller = NewCaller();

    [Theory]
    [InlineData("3f2a")]
    [InlineData("with.dots.and~!")]
    [InlineData("x")]
    public async Task Unbind_OfWhatWasBound_IsTheUpstreamsId_ForEveryInstanceWithThatKey(string id)
    {
        var bound = await Binding(1).BindAsync(_caller, id, default);

        Assert.StartsWith(id + ".", bound, StringComparison.Ordinal);
        Assert.All(bound, character => Assert.InRange(character, '\x21', '\x7E'));
        Assert.Equal(id, await Binding(1).UnbindAsync(_caller, bound, default));
    }

    [Fact]
    public async Task Unbind_ByAnotherGrantOrServerOrKey_IsNull()
    {
        var bound = await Binding(1).BindAsync(_caller, "id", default);

        Assert.Null(await Binding(1).UnbindAsync(_caller with { Grant = Samples.NewGrant(_caller.Server.Id) }, bound, default));
        Assert.Null(await Binding(1).UnbindAsync(_caller with { Server = _caller.Server with { Id = Samples.NewServerId() } }, bound, default));
        Assert.Null(await Binding(2).UnbindAsync(_caller, bound, default));
    }

    [Fact]
    public async Task Session_OfOneAddressOrCredential_IsNotCarriedToAnother()
    {
        var bound = await Binding(1).BindAsync(_caller, "id", default);
        var (server, header) = (_caller.Server, _caller.Server.Headers.Keys.First());

        Assert.Null(await Binding(1).UnbindAsync(_caller with { Server = server with { UpstreamUrl = new Uri("https://other.example.com/mcp") } }, bound, default));
        Assert.Null(await Binding(1).UnbindAsync(_caller with { Server = server with { Headers = new Dictionary<string, string> { [header] = "other" } } }, bound, default));
        Assert.Null(await Binding(1).UnbindAsync(_caller with { Server = server with { Headers = new Dictionary<string, string>() } }, bound, default));
        Assert.Equal("id", await Binding(1).UnbindAsync(_caller with { Server = server with { Name = "Renamed" } }, bound, default));
    }

    [Fact]
    public async Task Unbind_OfAnIdWithAnyCharacterChanged_IsNull()
    {
        var bound = await Binding(1).BindAsync(_caller, "id", default);

        for (var index = 0; index < bound.Length; index++)
        {
            Assert.Null(await Binding(1).UnbindAsync(_caller, $"{bound[..index]}!{bound[(index + 1)..]}", default));
            Assert.Null(await Binding(1).UnbindAsync(_caller, bound.Remove(index, 1), default));
        }
    }

    [Fact]
    public async Task Bind_WithoutAKey_Throws() =>
        await Assert.ThrowsAsync<StoreUnavailableException>(() => new SessionBinding(new KeyMaterial("Key", null, new FakeSecrets())).BindAsync(_caller, "id", default).AsTask());

    private static Caller NewCaller()
    {
        var server = Samples.NewServer();
        return new(Samples.NewGrant(server.Id), server, null);
    }

    private static SessionBinding Binding(byte key) => new(new KeyMaterial("Key", Convert.ToBase64String(Enumerable.Repeat(key, 32).ToArray()), new FakeSecrets()));
}
