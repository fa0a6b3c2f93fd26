/** The switch of a post, in the block editor's sidebar. */
( function ( { components, data, editPost, element, i18n, plugins } ) {
	const { __ } = i18n;
	const META = '_aloud_listen';

	function Panel() {
		const { editPost: edit } = data.useDispatch( 'core/editor' );
		const meta = data.useSelect( ( select ) => select( 'core/editor' ).getEditedPostAttribute( 'meta' ), [] );
		if ( ! meta || ! ( META in meta ) ) {
			return null;
		}
		const options = [
			{ value: '', label: __( 'As the settings say', 'aloud-listen' ) },
			{ value: 'on', label: __( 'On', 'aloud-listen' ) },
			{ value: 'off', label: __( 'Off', 'aloud-listen' ) },
		];
		return element.createElement(
			editPost.PluginDocumentSettingPanel,
			{ name: 'aloud-listen', title: __( 'Click to Listen', 'aloud-listen' ) },
			element.createElement( components.SelectControl, {
				label: __( 'Readers can listen', 'aloud-listen' ),
				value: meta[ META ],
				options,
				onChange: ( value ) => edit( { meta: { [ META ]: value } } ),
			} )
		);
	}

	plugins.registerPlugin( 'aloud-listen', { render: Panel, icon: null } );
}( window.wp ) );
