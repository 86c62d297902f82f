using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Secrets;
using FuncGateway.Mcp.Relay;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Mcp.Tests.Relay;

public sealed class SessionBindingTests
{
    private readonly Grant _grant = Samples.NewGrant();

    [Theory]
    [InlineData("3f2a")]
    [InlineData("with.dots.and~!")]
    [InlineData("x")]
    public async Task Unbind_OfWhatWasBound_IsTheUpstreamsId_ForEveryInstanceWithThatKey(string id)
    {
        var bound = await Binding(1).BindAsync(_grant, id, default);

        Assert.StartsWith(id + ".", bound, StringComparison.Ordinal);
        Assert.All(bound, character => Assert.InRange(character, '\x21', '\x7E'));
        Assert.Equal(id, await Binding(1).UnbindAsync(_grant, bound, default));
    }

    [Fact]
    public async Task Unbind_ByAnotherGrantOrServerOrKey_IsNull()
    {
        var bound = await Binding(1).BindAsync(_grant, "id", default);

        Assert.Null(await Binding(1).UnbindAsync(Samples.NewGrant(_grant.Server), bound, default));
        Assert.Null(await Binding(1).UnbindAsync(_grant with { Server = Samples.NewServerId() }, bound, default));
        Assert.Null(await Binding(2).UnbindAsync(_grant, bound, default));
    }

    [Fact]
    public async Task Unbind_OfAnIdWithAnyCharacterChanged_IsNull()
    {
        var bound = await Binding(1).BindAsync(_grant, "id", default);

        for (var index = 0; index < bound.Length; index++)
        {
            Assert.Null(await Binding(1).UnbindAsync(_grant, $"{bound[..index]}!{bound[(index + 1)..]}", default));
            Assert.Null(await Binding(1).UnbindAsync(_grant, bound.Remove(index, 1), default));
        }
    }

    [Fact]
    public async Task Bind_WithoutAKey_Throws() =>
        await Assert.ThrowsAsync<StoreUnavailableException>(() => new SessionBinding(new KeyMaterial("Key", null, new FakeSecrets())).BindAsync(_grant, "id", default).AsTask());

    private static SessionBinding Binding(byte key) => new(new KeyMaterial("Key", Convert.ToBase64String(Enumerable.Repeat(key, 32).ToArray()), new FakeSecrets()));
}
